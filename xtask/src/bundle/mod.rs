//! The hooks of Trunk (Trunk.toml): what has to be there before it builds, and what it cannot do itself.
//!
//! Trunk compiles the app and the engine, runs wasm-bindgen and writes the page. After that, files get names that say what is in them. A
//! release is also split into parts, optimised, minified, told what to preload, weighed and compressed.

mod budget;
mod compress;
mod split;

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};

use crate::{cmd, setup};
use budget::FirstLoad;
use compress::Cache;
use split::Module;

/// Makes sure of what a build needs besides Trunk.
pub fn pre_build() -> Result<()> {
    setup::wasm_target()?;
    setup::wasm_bindgen()?;
    setup::node_packages()
}

/// Finishes the app that Trunk has put together in the folder that it names in the environment.
pub fn post_build() -> Result<()> {
    let variable = |name| {
        std::env::var(name).with_context(|| format!("{name} is not set: this is a hook of Trunk"))
    };
    let app = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let is_release = variable("TRUNK_PROFILE")? == "release";
    let page_path = app.join("index.html");
    let mut page = read(&page_path)?;

    bundle_editor(&app, is_release, &mut page)?;
    inline_styles(&app, is_release, &mut page)?;
    let cache = Cache::new(cmd::target()?.join("bundle/cache"))?;
    let mut modules = Vec::new();
    for stem in stems_of_modules(&app)? {
        let mut module = Module::of_trunk(&app, &stem)?;
        if is_release {
            module = module.split(&cache)?;
        }
        module.name_after_content(is_release)?;
        module.replace_in(&app, &stem, &mut page)?;
        modules.push(module);
    }
    if !is_release {
        return write(&page_path, page);
    }
    let pages = pages_with_parts(&modules)?;
    write(
        &page_path,
        page.replacen("</head>", &format!("{}</head>", preloads(&modules, &pages)), 1),
    )?;
    bundle_service_worker(&app)?;
    compress::compress_tree(&app, &cache)?;
    cache.forget_unused()?;
    let first_load = FirstLoad::measure(&app, &modules, &pages)?;
    println!("{first_load}");
    // As an error of this hook it would keep Trunk from putting the app into `dist`, where one sees why it is too large.
    let excess = first_load.check().err().map_or_else(String::new, |error| error.to_string());
    write(&excess_path()?, excess)
}

/// Fails if the first load of the app that was built last is too large.
pub fn check_budget() -> Result<()> {
    let excess = read(&excess_path()?)?;
    if excess.is_empty() { Ok(()) } else { Err(anyhow!(excess)) }
}

fn excess_path() -> Result<PathBuf> {
    Ok(cmd::target()?.join("bundle/excess.txt"))
}

/// Compresses the files of another page as those of the app are.
pub fn compress(folder: &Path) -> Result<()> {
    compress::compress_tree(folder, &Cache::new(cmd::target()?.join("bench/cache"))?)
}

/// Bundles the editor: one file that every opened file needs and one for each language, in a folder named after what is in them.
fn bundle_editor(app: &Path, is_release: bool, page: &mut String) -> Result<()> {
    let folder = app.join("editor");
    let mut build = cmd::command("npm");
    build.args(["run", "--silent", "--workspace", "editor", "build", "--"]);
    build.arg(format!("--outdir={}", folder.display())).args(is_release.then_some("--minify"));
    cmd::run(&mut build)?;

    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        files.push((file_name(&path)?, fs::read(&path)?));
    }
    let name = format!("editor-{}", hash_of(&mut files));
    rename_in(page, "/editor/", &format!("/{name}/"))?;
    fs::rename(&folder, app.join(&name)).context("cannot rename the folder of the editor")
}

/// Bundles the service worker, which keeps the page and all files that are there by now.
fn bundle_service_worker(app: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(app).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(app)?.to_str().context("a name is not UTF-8")?;
        if entry.file_type().is_file() && path != "index.html" {
            files.push(format!("/{}", path.replace('\\', "/")));
        }
    }
    let page = Sha256::digest(fs::read(app.join("index.html"))?);
    let page: String = page.iter().map(|byte| format!("{byte:02x}")).collect();
    let build = serde_json::json!({ "page": page, "files": files });
    let mut bundle = cmd::command("npm");
    bundle.args(["run", "--silent", "service-worker", "--"]);
    bundle.arg(format!("--define:BUILD={build}"));
    cmd::run(bundle.arg(format!("--outfile={}", app.join("service-worker.js").display())))
}

/// Puts the styles into the page, in place of Trunk's link to them.
fn inline_styles(app: &Path, is_release: bool, page: &mut String) -> Result<()> {
    let mut links = fs::read_dir(app)?.flatten().map(|entry| entry.path());
    let linked = links.find(|path| path.extension().is_some_and(|extension| extension == "css"));
    let linked = linked.context("Trunk has made no stylesheet")?;
    let bundled = app.join("styles.css");
    let mut build = cmd::command("npm");
    build.args(["run", "--silent", "styles", "--", &format!("--outfile={}", bundled.display())]);
    cmd::run(build.args(is_release.then_some("--minify")))?;

    let name = file_name(&linked)?;
    let at = page.find(&name).with_context(|| format!("index.html does not name {name}"))?;
    let start = page[..at].rfind('<').context("index.html names its styles outside of a tag")?;
    let end = page[at..].find('>').map_or(page.len(), |length| at + length + 1);
    page.replace_range(start..end, &format!("<style>{}</style>", read(&bundled)?));
    fs::remove_file(linked)?;
    Ok(fs::remove_file(bundled)?)
}

/// Trunk's names for the files of each wasm, up to `.js` and `_bg.wasm`.
fn stems_of_modules(app: &Path) -> Result<Vec<String>> {
    let mut stems = Vec::new();
    for entry in fs::read_dir(app)? {
        stems.extend(file_name(&entry?.path())?.strip_suffix("_bg.wasm").map(str::to_owned));
    }
    stems.sort();
    if stems.is_empty() {
        bail!("there is no wasm in {}", app.display());
    }
    Ok(stems)
}

/// The files of the parts that a page needs at once, by a regular expression that its path matches.
type Pages = BTreeMap<String, Vec<String>>;

/// Reads which page needs which parts from the package's manifest.
fn pages_with_parts(modules: &[Module]) -> Result<Pages> {
    let metadata = cmd::metadata()?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let of_app =
        packages.iter().find(|package| package["name"] == setup::APP).context("there is no app")?;
    let Some(preload) = of_app["metadata"]["preload"].as_object() else { return Ok(Pages::new()) };
    let files = |part: &str| {
        let mut files = modules.iter().filter_map(|module| module.files_of_part(part));
        files.next().with_context(|| {
            format!("Cargo.toml preloads the part {part}, which the app does not have")
        })
    };
    let mut pages = Pages::new();
    for (path, parts) in preload {
        let mut needed = Vec::new();
        for part in parts.as_array().into_iter().flatten().filter_map(|part| part.as_str()) {
            needed.extend(files(part)?);
        }
        // Parts share files.
        needed.sort();
        needed.dedup();
        pages.insert(path.clone(), needed);
    }
    Ok(pages)
}

/// The part of the page that asks for files before the app runs: the loaders of parts, and the parts that its path needs. Behind the path
/// is a space and the remembered view of the files (`src/state/preferences.rs`).
fn preloads(modules: &[Module], pages: &Pages) -> String {
    let mut html = String::new();
    for loader in modules.iter().filter(|module| !module.is_worker).filter_map(Module::loader) {
        html += &format!("<link rel=modulepreload href=/{loader}>");
    }
    if pages.is_empty() {
        return html;
    }
    html + &format!(
        "<script>{{let page=location.pathname+' ';try{{page+=localStorage['neptun.files-view']}}catch{{}}\
         for(const[path,files]of Object.entries({}))if(RegExp(path).test(page))\
         for(const file of files)document.head.append(Object.assign(document.createElement('link'),\
         {{rel:'preload',as:'fetch',crossOrigin:'',href:'/'+file}}))}}</script>",
        serde_json::json!(pages)
    )
}

/// Sixteen hexadecimal digits that say what is in the files.
fn hash_of(files: &mut [(String, Vec<u8>)]) -> String {
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Replaces a name that has to be there.
fn rename_in(text: &mut String, old: &str, new: &str) -> Result<()> {
    if !text.contains(old) {
        bail!("index.html does not name {old}");
    }
    *text = text.replace(old, new);
    Ok(())
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned).with_context(|| format!("{} has no name", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
