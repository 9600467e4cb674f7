//! The wasm of the app or of the engine, with its JavaScript. In a release it is cut into parts, at the functions that
//! `#[wasm_split]` marks: a main file, and others that are fetched when they are wanted. Trunk knows nothing of this, so its files are
//! made anew from the wasm that Cargo has left.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;

use super::compress::Cache;
use super::{file_name, hash_of, read, rename_in, write};
use crate::{cmd, setup};

/// For speed, the app too: a browser compiles each function when it is called first, so a start with fewer and larger ones is shorter
/// (`docs/decisions/0003-small-bundle.md`).
const OPTIMISE: &[&str] = &["-O3", "--strip-debug", "--strip-producers"];

/// A wasm, its JavaScript, and the parts it has been split into.
pub struct Module {
    name: String,
    /// Runs beside the page. Trunk gives the files of workers names without a hash, and does not start them.
    pub is_worker: bool,
    files: Vec<(String, Vec<u8>)>,
    /// The files of each part.
    parts: HashMap<String, Vec<String>>,
    /// The hash behind the names of the files.
    hash: String,
}

impl Module {
    /// Takes the files that Trunk has made out of the app.
    pub fn of_trunk(app: &Path, stem: &str) -> Result<Self> {
        let hashed = stem.rsplit_once('-').filter(|(_, end)| is_hash(end));
        let name = hashed.map_or(stem, |(name, _)| name).to_owned();
        let mut files = Vec::new();
        for ending in [".js", "_bg.wasm"] {
            let path = app.join(format!("{stem}{ending}"));
            let content =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            fs::remove_file(&path)?;
            files.push((format!("{name}{ending}"), content));
        }
        Ok(Self {
            name,
            is_worker: hashed.is_none(),
            files,
            parts: HashMap::new(),
            hash: String::new(),
        })
    }

    /// Makes the files anew: split, optimised.
    pub fn split(self, cache: &Cache) -> Result<Self> {
        let Self { name, is_worker, .. } = self;
        let target = cmd::target()?;
        let work = target.join("bundle").join(&name);
        if work.exists() {
            fs::remove_dir_all(&work)
                .with_context(|| format!("cannot empty {}", work.display()))?;
        }
        let profile = if is_worker { "engine" } else { "release" };
        let whole = target.join(setup::WASM_TARGET).join(profile).join(format!("{name}.wasm"));
        let wasm = fs::read(&whole).with_context(|| format!("cannot read {}", whole.display()))?;
        let (main, main_js, loader) =
            (work.join("main.wasm"), format!("./{name}.js"), format!("./{}", loader(&name)));
        let mut options = wasm_split_cli_support::Options::new(&wasm);
        options.output_dir = &work;
        options.main_out_path = &main;
        options.main_module = &main_js;
        options.link_name = &loader;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|error| anyhow!("{error:#}"))
            .with_context(|| format!("cannot split {name}"))?;

        let mut bindgen = cmd::command("wasm-bindgen");
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            &name,
        ]);
        cmd::run(bindgen.arg("--out-dir").arg(work.join("main")).arg(&main))?;

        let mut scripts = vec![work.join("main").join(&main_js)];
        if !split.prefetch_map.is_empty() {
            scripts.push(work.join(&loader));
        }
        let mut files = Vec::new();
        for script in scripts {
            files.push((file_name(&script)?, without_prefixes(&read(&script)?).into_bytes()));
        }
        let main = work.join("main").join(format!("{name}_bg.wasm"));
        let wasm: Vec<PathBuf> = split.split_modules.into_iter().chain([main]).collect();
        let optimised = wasm
            .par_iter()
            .map(|path| Ok((without_prefix(&file_name(path)?), optimise(path, cache)?)));
        files.par_extend(optimised.collect::<Result<Vec<_>>>()?);
        let files_of_part = |files: Vec<String>| {
            files.iter().map(|file| without_prefix(&format!("{file}.wasm"))).collect()
        };
        let parts = split
            .prefetch_map
            .into_iter()
            .map(|(part, files)| (part, files_of_part(files)))
            .collect();
        Ok(Self { name, is_worker, files, parts, hash: String::new() })
    }

    /// Names the files after what is in them, towards each other too, and lets a worker start itself.
    pub fn name_after_content(&mut self, minified: bool) -> Result<()> {
        self.hash = hash_of(&mut self.files);
        let names: Vec<_> = self.files.iter().map(|(name, _)| name.clone()).collect();
        let work = cmd::target()?.join("bundle").join("script.js");
        for (name, content) in &mut self.files {
            if !name.ends_with(".js") {
                continue;
            }
            let mut script = String::from_utf8(std::mem::take(content))?;
            for old in &names {
                let new = with_hash(old, &self.hash);
                // Towards the wasm the loader keeps its name: it is in there.
                let (old, new) = match old.strip_suffix(".js") {
                    Some(_) => (format!("from \"./{old}\""), format!("from \"./{new}\"")),
                    None => (old.clone(), new),
                };
                script = script.replace(&old, &new);
            }
            // The user is told about a file that does not arrive and can try again: it is no error of the app.
            script = script.replace("console.error(e)", "console.warn(e)");
            if self.is_worker && *name == format!("{}.js", self.name) {
                script += "\nawait __wbg_init();\n";
            }
            *content = script.into_bytes();
            if minified {
                write(&work, &content)?;
                // wasm-bindgen names the loader once for each function that it has; only errors are worth a word.
                let options = ["--minify", "--format=esm", "--target=es2022", "--log-level=error"];
                *content =
                    cmd::capture(cmd::command("esbuild").args(options).arg(&work))?.into_bytes();
            }
        }
        Ok(())
    }

    /// Puts the files into the app, in the place of those that the page names.
    pub fn replace_in(&self, app: &Path, stem: &str, page: &mut String) -> Result<()> {
        for (name, content) in &self.files {
            write(&app.join(with_hash(name, &self.hash)), content)?;
        }
        rename_in(page, &format!("/{stem}.js"), &format!("/{}.js", self.stem()))?;
        *page = page.replace(&format!("/{stem}_bg.wasm"), &format!("/{}_bg.wasm", self.stem()));
        Ok(())
    }

    /// The script that fetches the parts, if there are any.
    pub fn loader(&self) -> Option<String> {
        (!self.parts.is_empty()).then(|| with_hash(&loader(&self.name), &self.hash))
    }

    /// The files of a part.
    pub fn files_of_part(&self, part: &str) -> Option<Vec<String>> {
        let files = self.parts.get(part)?;
        Some(files.iter().map(|file| with_hash(file, &self.hash)).collect())
    }

    /// The files without which it does not run.
    pub fn first_files(&self) -> impl Iterator<Item = String> {
        let own = [".js", "_bg.wasm"].map(|ending| format!("{}{ending}", self.stem()));
        own.into_iter().chain(self.loader())
    }

    fn stem(&self) -> String {
        format!("{}-{}", self.name, self.hash)
    }
}

fn is_hash(text: &str) -> bool {
    (12..=16).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn loader(module: &str) -> String {
    format!("{module}_parts.js")
}

/// The splitter's name for the file of a part, without what it puts before the name of the part. Parts share files named `chunk_…`.
fn without_prefix(file: &str) -> String {
    file.trim_start_matches("split_").to_owned()
}

/// A script in which files have those names.
fn without_prefixes(script: &str) -> String {
    script.replace("\"./split_", "\"./")
}

/// Puts the hash where Trunk puts it.
fn with_hash(name: &str, hash: &str) -> String {
    let at = name.rfind("_bg.").or_else(|| name.rfind('.')).unwrap_or(name.len());
    format!("{}-{hash}{}", &name[..at], &name[at..])
}

fn optimise(wasm: &Path, cache: &Cache) -> Result<Vec<u8>> {
    let version = read(&cmd::root().join("node_modules/binaryen/package.json"))?;
    let input = fs::read(wasm)?;
    cache.get(&(version, OPTIMISE, &input), || {
        let output = wasm.with_extension("optimised");
        let mut command = cmd::command("wasm-opt");
        // It warns of sections with names that it does not know; only errors are worth a word.
        cmd::capture(command.args(OPTIMISE).arg(wasm).arg("-o").arg(&output))?;
        Ok(fs::read(output)?)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn module(is_worker: bool) -> Module {
        let script = "import * as a from \"./engine_parts.js\"\nconst imports = {\"./engine_parts.js\": a};\n\
                      new URL('engine_bg.wasm', import.meta.url)";
        let files = [
            ("engine.js", script),
            ("engine_parts.js", "import { initSync } from \"./engine.js\"; fetch(\"./zip.wasm\")"),
            ("engine_bg.wasm", "main"),
            ("zip.wasm", "part"),
        ];
        let files =
            files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).into();
        let parts = HashMap::from([("zip".to_owned(), vec!["zip.wasm".to_owned()])]);
        Module { name: "engine".to_owned(), is_worker, files, parts, hash: String::new() }
    }

    fn text<'a>(module: &'a Module, name: &str) -> &'a str {
        let (_, content) = module.files.iter().find(|(file, _)| file == name).unwrap();
        std::str::from_utf8(content).unwrap()
    }

    #[test]
    fn files_name_each_other_by_their_new_names() {
        let mut module = module(true);
        module.name_after_content(false).unwrap();
        let hash = module.hash.clone();
        let script = format!(
            "import * as a from \"./engine_parts-{hash}.js\"\nconst imports = {{\"./engine_parts.js\": a}};\n\
             new URL('engine-{hash}_bg.wasm', import.meta.url)\nawait __wbg_init();\n"
        );
        assert_eq!(text(&module, "engine.js"), script);
        let loader = format!(
            "import {{ initSync }} from \"./engine-{hash}.js\"; fetch(\"./zip-{hash}.wasm\")"
        );
        assert_eq!(text(&module, "engine_parts.js"), loader);
        assert_eq!(module.files_of_part("zip").unwrap(), [format!("zip-{hash}.wasm")]);
        assert_eq!(module.loader().unwrap(), format!("engine_parts-{hash}.js"));
    }

    #[test]
    fn parts_have_the_same_names_in_the_loader() {
        let loader = "fetch(new URL(\"./split_zip.wasm\")); fetch(new URL(\"./chunk_1.wasm\"))";
        let expected = "fetch(new URL(\"./zip.wasm\")); fetch(new URL(\"./chunk_1.wasm\"))";
        assert_eq!(without_prefixes(loader), expected);
        assert_eq!(
            ["split_zip.wasm", "chunk_1.wasm"].map(without_prefix),
            ["zip.wasm", "chunk_1.wasm"]
        );
    }

    #[test]
    fn the_page_names_what_is_there() {
        let app = tempfile::tempdir().unwrap();
        let mut module = module(false);
        module.name_after_content(false).unwrap();
        let mut page = "import init from '/engine-0123456789abcdef.js'; init('/engine-0123456789abcdef_bg.wasm')".to_owned();
        module.replace_in(app.path(), "engine-0123456789abcdef", &mut page).unwrap();
        let stem = module.stem();
        assert_eq!(page, format!("import init from '/{stem}.js'; init('/{stem}_bg.wasm')"));
        assert!(module.first_files().all(|file| app.path().join(file).exists()));
        assert!(module.replace_in(app.path(), "other", &mut page).is_err());
    }

    #[test]
    fn other_content_has_other_names() {
        let hash = |content: &str| hash_of(&mut [("a".to_owned(), content.as_bytes().to_vec())]);
        assert_eq!(hash("one"), hash("one"));
        assert_ne!(hash("one"), hash("two"));
    }

    #[test]
    fn a_module_with_a_hash_is_not_a_worker() {
        let app = tempfile::tempdir().unwrap();
        for file in [
            "neptun-ui-5eef5ca9eeac18a5.js",
            "neptun-ui-5eef5ca9eeac18a5_bg.wasm",
            "my-engine.js",
            "my-engine_bg.wasm",
        ] {
            fs::write(app.path().join(file), "").unwrap();
        }
        let read = |stem| {
            Module::of_trunk(app.path(), stem)
                .map(|module| (module.name, module.is_worker))
                .unwrap()
        };
        assert_eq!(read("neptun-ui-5eef5ca9eeac18a5"), ("neptun-ui".to_owned(), false));
        assert_eq!(read("my-engine"), ("my-engine".to_owned(), true));
    }
}
