//! What a browser has to fetch before the app runs, and how much that may be.

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

/// What the first load may be: what a browser that takes brotli has to fetch before a page is there, in bytes, whichever page it
/// is. `docs/decisions/0003-small-bundle.md` says where they are.
const LIMIT: u64 = 380_000;

/// What it may be for the list of files.
const LIST_LIMIT: u64 = 300_000;

/// The files of the first load.
pub struct FirstLoad {
    /// What every page needs. The list of files needs nothing else.
    always: Vec<Asset>,
    /// What other pages need besides, page by page.
    parts: Vec<Vec<Asset>>,
}

#[derive(Clone)]
struct Asset {
    name: String,
    raw: u64,
    brotli: u64,
}

impl FirstLoad {
    /// Measures a built and compressed app: the page and the wasm, JavaScript and CSS it names. What is fetched later on
    /// demand is not named in the page.
    pub fn measure(dist: &Path) -> Result<Self> {
        let page = dist.join("index.html");
        let html = std::fs::read_to_string(&page)
            .with_context(|| format!("cannot read {}", page.display()))?;
        let groups = parts_named_in(&html);
        let (mut always, mut others) = (Vec::new(), Vec::new());
        for entry in WalkDir::new(dist).sort_by_file_name() {
            let entry = entry?;
            let path = entry.path();
            let extension =
                path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let name = path.strip_prefix(dist).unwrap_or(path).to_string_lossy().replace('\\', "/");
            // The editor is fetched when a file is opened; the page has its name, since nobody else knows it.
            let named = ["css", "js", "mjs", "wasm"].contains(&extension)
                // The page names the script of the engine, which names its wasm.
                && (html.contains(&name) || html.contains(&name.replace("_bg.wasm", ".js")))
                && !name.starts_with("editor-");
            if entry.file_type().is_file() && (named || name == "index.html") {
                let raw = entry.metadata()?.len();
                // No compressed file means that it would have been larger.
                let brotli = std::fs::metadata(dist.join(format!("{name}.br")))
                    .map_or(raw, |metadata| metadata.len());
                let later = groups.iter().flatten().any(|part| *part == name);
                if later { &mut others } else { &mut always }.push(Asset { name, raw, brotli });
            }
        }
        if !always.iter().any(|asset| asset.name.ends_with(".wasm")) {
            bail!("{} names no wasm file", page.display());
        }
        let of_group = |group: &Vec<&str>| {
            others.iter().filter(|asset| group.contains(&&*asset.name)).cloned().collect()
        };
        Ok(Self { always, parts: groups.iter().map(of_group).collect() })
    }

    /// What the list of files takes, and what the page takes that takes most.
    fn totals(&self) -> (u64, u64) {
        let sum = |assets: &[Asset]| assets.iter().map(|asset| asset.brotli).sum::<u64>();
        let list = sum(&self.always);
        (list, list + self.parts.iter().map(|part| sum(part)).max().unwrap_or(0))
    }

    /// Fails if it is more than the limit.
    pub fn check(&self) -> Result<()> {
        let (list, most) = self.totals();
        for (what, total, limit) in
            [("list of files", list, LIST_LIMIT), ("largest page", most, LIMIT)]
        {
            if total > limit {
                bail!(
                    "the first load of the {what} is {} bytes over its limit of {}",
                    group(total - limit),
                    group(limit)
                );
            }
        }
        Ok(())
    }
}

/// The files that pages need besides the first load, as xtask/src/split.rs has written them into the page: a list for each page.
fn parts_named_in(html: &str) -> Vec<Vec<&str>> {
    let Some((_, script)) = html.split_once("[path,...files]of[[") else { return Vec::new() };
    let cases = script.split_once("]])").map_or("", |(cases, _)| cases);
    let names =
        |case| str::split(case, "'/").skip(1).filter_map(|name| Some(name.split_once('\'')?.0));
    cases.split("],[").map(|case| names(case).collect()).collect()
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut assets = self.always.clone();
        for asset in self.parts.iter().flatten() {
            if !assets.iter().any(|known| known.name == asset.name) {
                assets.push(asset.clone());
            }
        }
        let width = assets.iter().map(|asset| asset.name.len()).max().unwrap_or(0).max(32);
        writeln!(f, "  {:<width$}  {:>11}  {:>11}", "", "bytes", "brotli")?;
        for Asset { name, raw, brotli } in &assets {
            writeln!(f, "  {name:<width$}  {:>11}  {:>11}", group(*raw), group(*brotli))?;
        }
        let (list, most) = self.totals();
        let line = |what, total, limit| {
            format!(
                "  {what:<width$}  {:>11}  {:>11}  of at most {}",
                "",
                group(total),
                group(limit)
            )
        };
        writeln!(f, "{}", line("First load of the list of files", list, LIST_LIMIT))?;
        write!(f, "{}", line("First load of the largest page", most, LIMIT))
    }
}

/// A number with its thousands apart.
fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    fn app(wasm_brotli: usize) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let page = r#"<link href="/app-1.css"><script type="module" src="/app-1.js"></script><link href="/app-1_bg.wasm">
            <script>new Worker("/engine-1.js")</script>
            <script>editor=()=>import("/editor-1/main.js")</script>
            <script>for(const[path,...files]of[[/^\/sign-/,'/a-1.wasm'],[/x/,'/a-1.wasm','/b-1.wasm']])f()</script>"#;
        fs::write(dir.path().join("index.html"), page).unwrap();
        fs::write(dir.path().join("app-1.css"), "a{}").unwrap();
        fs::write(dir.path().join("app-1.js"), vec![b'x'; 5_000]).unwrap();
        fs::write(dir.path().join("app-1.js.br"), vec![b'x'; 1_000]).unwrap();
        fs::write(dir.path().join("app-1_bg.wasm"), vec![b'x'; 400_000]).unwrap();
        fs::write(dir.path().join("app-1_bg.wasm.br"), vec![b'x'; wasm_brotli]).unwrap();
        fs::write(dir.path().join("engine-1.js"), vec![b'x'; 10]).unwrap();
        fs::write(dir.path().join("engine-1_bg.wasm"), vec![b'x'; 20]).unwrap();
        fs::write(dir.path().join("a-1.wasm"), vec![b'x'; 300]).unwrap();
        fs::write(dir.path().join("b-1.wasm"), vec![b'x'; 400]).unwrap();
        fs::write(dir.path().join("later-1.js"), vec![b'x'; 900_000]).unwrap();
        fs::create_dir(dir.path().join("editor-1")).unwrap();
        fs::write(dir.path().join("editor-1/main.js"), vec![b'x'; 900_000]).unwrap();
        dir
    }

    #[test]
    fn counts_what_the_page_names_and_the_page_itself() {
        let dir = app(100_000);
        let page = fs::metadata(dir.path().join("index.html")).unwrap().len();
        let load = FirstLoad::measure(dir.path()).unwrap();
        assert_eq!(load.totals(), (101_033 + page, 101_033 + page + 700));
        load.check().unwrap();
    }

    #[test]
    fn too_much_is_an_error_that_says_by_how_much() {
        let dir = app(LIST_LIMIT as usize);
        let error = FirstLoad::measure(dir.path()).unwrap().check().unwrap_err().to_string();
        let page = fs::metadata(dir.path().join("index.html")).unwrap().len();
        assert!(error.contains(&group(1_033 + page)), "{error}");
    }

    #[test]
    fn an_app_without_wasm_is_no_app() {
        let dir = app(1);
        fs::remove_file(dir.path().join("app-1_bg.wasm")).unwrap();
        assert!(FirstLoad::measure(dir.path()).is_err());
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(
            [7, 999, 1_000, 294_328, 1_000_000].map(group),
            ["7", "999", "1,000", "294,328", "1,000,000"]
        );
    }
}
