//! Splits the release app: what the list of files needs comes first, the other parts (`src/chunks.rs`) when they are wanted. Trunk knows nothing of this. It has built the app and written the page; here the wasm that cargo made is
//! split, goes through wasm-bindgen and wasm-opt as Trunk would have it do, and takes the place of the whole.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::SplitWasm;

use crate::setup::WasmTools;
use crate::setup::wasm_target::TARGET;
use crate::{cmd, paths};

const NAME: &str = "neptun-ui";

/// What the wasm calls the loader. Names that are in the wasm have no version: none could be put in its place later.
const LOADER: &str = "./parts.js";

/// Functions with one caller stay apart, similar ones are neighbours, control flow is written anew: all three so that the
/// result compresses well (`docs/decisions/0003-small-bundle.md`).
const WASM_OPT: &[&str] = &[
    "--reorder-functions-by-name",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=15",
    "--strip-debug",
    "--strip-producers",
];

/// The engine is there to be fast. It is not split.
const WASM_OPT_ENGINE: &[&str] = &["-O3", "--strip-debug", "--strip-producers"];

/// The parts that a page needs besides the first load, by the page's path as a regular expression of JavaScript; behind the path is
/// a space and how files are shown, if that is remembered (`src/preferences.rs`). The page asks for them at once; the app itself
/// would only do so when it runs.
const PARTS: &[(&[&str], &str)] = &[
    (&["account"], r"^\/sign-"),
    (&["projects"], r"^\/projects\/? "),
    (&["projects", "charts"], r"^\/projects\/\d+\/? "),
    (&["resources"], r"^\/projects\/\d+\/(?!files|search)\S"),
    (&["search"], r"^\/projects\/\d+\/search"),
    (&["tree"], r"\/files\b.* tree$"),
    (&["viewer"], r"\/files\/\d"),
];

/// Parts that no page needs to be there: they are fetched when the user asks for what they do.
const LATER: &[&str] = &["adding", "export", "notes", "palette"];

/// Splits the app in `dist`.
pub fn split(tools: &WasmTools, dist: &Path) -> Result<()> {
    let whole = paths::wasm_target()?.join(TARGET).join(format!("release/{NAME}.wasm"));
    let work = paths::notes()?.join("split");
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("cannot empty {}", work.display()))?;
    }
    let version = version_in(dist)?;
    let names = Names::new(&version);

    let parts = cut(&whole, &work, &names)?;
    let glue = work.join("glue");
    let mut bindgen = tools.program("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bindgen.args(["--out-name", NAME, "--out-dir"]).arg(&glue).arg(work.join("main.wasm"));
    cmd::run(&mut bindgen)?;

    let optimise = |from: &Path, to: &Path| {
        cmd::run(tools.program("wasm-opt")?.args(WASM_OPT).arg(from).arg("-o").arg(to))
    };
    optimise(&glue.join(format!("{NAME}_bg.wasm")), &dist.join(names.main_wasm()))?;
    let script = read(&glue.join(format!("{NAME}.js")))?;
    write(&dist.join(names.main_js()), &with_loader(&script, &names.loader())?)?;
    let mut loader = read(&work.join(LOADER))?;
    for part in &parts.split_modules {
        let old = file_name(part)?;
        let new = names.part(&old);
        optimise(part, &dist.join(&new))?;
        loader = loader.replace(&old, &new);
    }
    // What does not arrive is told to the user, who can try again: it is no fault of the app.
    loader = loader.replace("console.error(", "console.warn(");
    write(&dist.join(names.loader()), &loader)?;
    let engine = stem_in(dist, "engine")?;
    let engine_wasm = dist.join(format!("{engine}_bg.wasm"));
    let mut optimise_engine = tools.program("wasm-opt")?;
    cmd::run(optimise_engine.args(WASM_OPT_ENGINE).arg(&engine_wasm).arg("-o").arg(&engine_wasm))?;
    for script in [names.main_js(), names.loader(), format!("{engine}.js")] {
        minify(tools, &dist.join(script))?;
    }

    let page = dist.join("index.html");
    let html = read(&page)?;
    let head =
        html.replacen("</head>", &format!("{}</head>", preloads(&names, &parts.prefetch_map)?), 1);
    write(&page, &head)?;
    name_after_content(dist, &version)
}

/// The files of the app, which have the version in their names: browsers keep them for ever.
struct Names<'a> {
    version: &'a str,
}

impl<'a> Names<'a> {
    fn new(version: &'a str) -> Self {
        Self { version }
    }

    fn stem(&self) -> String {
        format!("{NAME}-{}", self.version)
    }

    fn main_js(&self) -> String {
        format!("{}.js", self.stem())
    }

    fn main_wasm(&self) -> String {
        format!("{}_bg.wasm", self.stem())
    }

    /// The script that fetches the parts.
    fn loader(&self) -> String {
        format!("parts-{}.js", self.version)
    }

    /// What `split_viewer.wasm` is called in the end, or `chunk_1.wasm`, which several parts share.
    fn part(&self, file: &str) -> String {
        let name = file.trim_start_matches("split_").trim_end_matches(".wasm");
        format!("{name}-{}.wasm", self.version)
    }
}

/// Cuts the wasm up. The main module is `main.wasm`, the result has the others.
fn cut(whole: &Path, work: &Path, names: &Names<'_>) -> Result<SplitWasm> {
    let wasm = fs::read(whole).with_context(|| format!("cannot read {}", whole.display()))?;
    let main_js = format!("./{}", names.main_js());
    let main = work.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = &main_js;
    options.link_name = LOADER;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("cannot split the app")
}

/// Has the script import the loader by its whole name. What it calls the loader towards the wasm stays.
fn with_loader(script: &str, name: &str) -> Result<String> {
    let imports = |quote| format!("from {quote}{LOADER}{quote}");
    let found = ['"', '\''].map(imports).into_iter().find(|import| script.contains(import));
    let import = found.context("the glue does not import the loader")?;
    Ok(script.replace(&import, &format!("from './{name}'")))
}

/// Makes a script smaller. Trunk's own minifier cannot read what wasm-bindgen writes. Without Node there is none, and the script
/// stays as it is.
fn minify(tools: &WasmTools, script: &Path) -> Result<()> {
    if cmd::version_of(&mut tools.program("esbuild")?).is_none() {
        return Ok(());
    }
    // wasm-bindgen gives the loader once for each function that it has; only errors are worth a word.
    let options = ["--minify", "--format=esm", "--target=es2022", "--log-level=error"];
    let minified = cmd::capture(tools.program("esbuild")?.args(options).arg(script))?;
    write(script, &minified)
}

/// Has the page ask for the loader, and for the part it needs; `files` are those of each part.
fn preloads(names: &Names<'_>, files: &HashMap<String, Vec<String>>) -> Result<String> {
    let mut cases = Vec::new();
    for (parts, path) in PARTS {
        // Some are shared.
        let mut needed = BTreeSet::new();
        for part in *parts {
            let files = files.get(*part).with_context(|| format!("the app has no part {part}"))?;
            needed.extend(files.iter().map(|file| format!(",'/{}'", names.part(file))));
        }
        cases.push(format!("[/{path}/{}]", needed.into_iter().collect::<String>()));
    }
    let known: BTreeSet<_> =
        PARTS.iter().flat_map(|(parts, _)| *parts).chain(LATER).copied().collect();
    if known != files.keys().map(String::as_str).collect() {
        bail!("not all parts of the app are here: {:?}", files.keys());
    }
    Ok(format!(
        "<link rel=\"modulepreload\" href=\"/{}\"><script>{{let place=location.pathname+' ';\
         try{{place+=localStorage['neptun.files-view']}}catch{{}}\
         for(const[path,...files]of[{}])if(path.test(place))\
         for(const href of files)document.head.append(Object.assign(document.createElement('link'),\
         {{rel:'preload',as:'fetch',crossOrigin:'',href}}))}}</script>",
        names.loader(),
        cases.join(",")
    ))
}

/// The version that Trunk has put into the names: its hash of the app as a whole.
fn version_in(dist: &Path) -> Result<String> {
    Ok(stem_in(dist, NAME)?.split_off(NAME.len() + 1))
}

/// The name of a script without its ending: what it is called, and its hash.
fn stem_in(dist: &Path, name: &str) -> Result<String> {
    let prefix = format!("{name}-");
    let found = fs::read_dir(dist)?.flatten().find_map(|entry| {
        let stem = entry.file_name().to_str()?.strip_suffix(".js")?.to_owned();
        stem.starts_with(&prefix).then_some(stem)
    });
    found.with_context(|| format!("{} has no {name}-….js", dist.display()))
}

/// Names the files after what they have become: with other options, the same app is split into other files.
fn name_after_content(dist: &Path, version: &str) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = file_name(&path)?;
        if name == "index.html" || name.contains(version) {
            files.push((name, path));
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for (name, path) in &files {
        name.hash(&mut hasher);
        fs::read(path)?.hash(&mut hasher);
    }
    let new = format!("{:016x}", hasher.finish());
    for (name, path) in &files {
        if name.ends_with(".js") || name.ends_with(".html") {
            write(path, &read(path)?.replace(version, &new))?;
        }
        let renamed = dist.join(name.replace(version, &new));
        fs::rename(path, &renamed).with_context(|| format!("cannot rename {}", path.display()))?;
    }
    Ok(())
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned).with_context(|| format!("{} has no name", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_import_of_the_loader_gets_its_version() {
        let script = "import * as a from \"./parts.js\"\nconst imports = {'./parts.js': a};";
        let with = with_loader(script, "parts-1.js").unwrap();
        assert_eq!(with, "import * as a from './parts-1.js'\nconst imports = {'./parts.js': a};");
        assert!(with_loader("import * as a from './else.js'", "parts-1.js").is_err());
    }

    #[test]
    fn files_are_named_after_what_is_in_them() {
        let build = |wasm: &str| {
            let dist = tempfile::tempdir().unwrap();
            let file = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
            file("neptun-ui-aaaa.js", "import './parts-aaaa.js'");
            file("neptun-ui-aaaa_bg.wasm", wasm);
            file("parts-aaaa.js", "fetch('./viewer-aaaa.wasm')");
            file("viewer-aaaa.wasm", "part");
            file("index.html", "<script src=/neptun-ui-aaaa.js>");
            file("icon-bbbb.svg", "aaaa");
            assert_eq!(version_in(dist.path()).unwrap(), "aaaa");
            name_after_content(dist.path(), "aaaa").unwrap();
            let version = version_in(dist.path()).unwrap();
            let names = Names::new(&version);
            for (name, text) in [
                (names.main_js(), format!("import './parts-{version}.js'")),
                (names.loader(), format!("fetch('./viewer-{version}.wasm')")),
                (names.part("split_viewer.wasm"), "part".to_owned()),
                (names.main_wasm(), wasm.to_owned()),
                ("index.html".to_owned(), format!("<script src=/neptun-ui-{version}.js>")),
                ("icon-bbbb.svg".to_owned(), "aaaa".to_owned()),
            ] {
                assert_eq!(fs::read_to_string(dist.path().join(name)).unwrap(), text);
            }
            version
        };
        assert_eq!(build("one"), build("one"));
        assert_ne!(build("one"), build("two"));
    }
}
