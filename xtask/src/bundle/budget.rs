//! The size of all that a browser has to fetch before a page is there, and its limits.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::split::Module;
use super::{Pages, file_name, read};

/// The limit for the first load of the list of files, which the app is for: bytes for a browser that takes brotli.
const LIST_LIMIT: u64 = 555_000;

/// The limit for any other page.
const LIMIT: u64 = 740_000;

/// The files of the first load.
pub struct FirstLoad {
    /// The files that every page needs. The list of files needs nothing else.
    always: Vec<Asset>,
    /// The files that other pages need besides, by the expression for their paths.
    pages: Vec<(String, Vec<Asset>)>,
}

struct Asset {
    name: String,
    raw: u64,
    brotli: u64,
}

impl FirstLoad {
    /// Weighs a compressed app: the page, the styles that it names, its modules and the parts that it preloads.
    pub fn measure(app: &Path, modules: &[Module], pages: &Pages) -> Result<Self> {
        let html = read(&app.join("index.html"))?;
        let mut always: BTreeSet<String> = modules.iter().flat_map(Module::first_files).collect();
        always.insert("index.html".to_owned());
        for entry in fs::read_dir(app)? {
            let name = file_name(&entry?.path())?;
            if name.ends_with(".css") && html.contains(&name) {
                always.insert(name);
            }
        }
        let weigh = |names: &mut dyn Iterator<Item = &String>| {
            names.map(|name| Asset::weigh(app, name)).collect::<Result<Vec<_>>>()
        };
        let others = pages.iter().map(|(path, files)| {
            Ok((path.clone(), weigh(&mut files.iter().filter(|file| !always.contains(*file)))?))
        });
        Ok(Self { pages: others.collect::<Result<_>>()?, always: weigh(&mut always.iter())? })
    }

    /// Fails if it is more than the limit.
    pub fn check(&self) -> Result<()> {
        for (page, total, limit) in self.totals() {
            if total > limit {
                bail!(
                    "the first load of {page} is {} bytes over its limit of {}",
                    group(total - limit),
                    group(limit)
                );
            }
        }
        Ok(())
    }

    /// The pages, with their totals and limits.
    fn totals(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        let sum = |assets: &[Asset]| assets.iter().map(|asset| asset.brotli).sum::<u64>();
        let list = sum(&self.always);
        let others =
            self.pages.iter().map(move |(path, assets)| (path.as_str(), list + sum(assets), LIMIT));
        std::iter::once(("the list of files", list, LIST_LIMIT)).chain(others)
    }
}

impl Asset {
    fn weigh(app: &Path, name: &str) -> Result<Self> {
        let length = |name: &str| fs::metadata(app.join(name)).map(|metadata| metadata.len());
        let raw = length(name).with_context(|| format!("the app has no {name}"))?;
        // No compressed file means that it would have been larger.
        let brotli = length(&format!("{name}.br")).unwrap_or(raw);
        Ok(Self { name: name.to_owned(), raw, brotli })
    }
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {:<44}  {:>11}  {:>11}", "First load", "bytes", "brotli")?;
        for Asset { name, raw, brotli } in &self.always {
            writeln!(f, "    {name:<42}  {:>11}  {:>11}", group(*raw), group(*brotli))?;
        }
        for (page, total, limit) in self.totals() {
            writeln!(
                f,
                "  {page:<44}  {:>11}  {:>11}  of at most {}",
                "",
                group(total),
                group(limit)
            )?;
        }
        Ok(())
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

    fn app() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, length: usize| {
            fs::write(dir.path().join(name), vec![b'x'; length]).unwrap()
        };
        write("main-1.css", 3);
        write("other-1.css", 900_000);
        write("a-1.wasm", 300);
        write("b-1.wasm", 400);
        write("b-1.wasm.br", 200);
        fs::write(dir.path().join("index.html"), "<link href=/main-1.css rel=stylesheet>").unwrap();
        dir
    }

    fn measure(app: &Path, files: &[&str]) -> FirstLoad {
        let files = files.iter().map(|file| (*file).to_owned()).collect();
        FirstLoad::measure(app, &[], &Pages::from([("^/x".to_owned(), files)])).unwrap()
    }

    #[test]
    fn counts_what_the_page_names_and_the_page_itself() {
        let app = app();
        let page = fs::metadata(app.path().join("index.html")).unwrap().len();
        let load = measure(app.path(), &["a-1.wasm", "b-1.wasm"]);
        let totals: Vec<_> = load.totals().map(|(_, total, _)| total).collect();
        assert_eq!(totals, [page + 3, page + 3 + 300 + 200]);
        load.check().unwrap();
    }

    #[test]
    fn too_much_is_an_error_that_says_by_how_much() {
        let app = app();
        fs::write(app.path().join("main-1.css"), vec![b'x'; LIST_LIMIT as usize]).unwrap();
        let error = measure(app.path(), &[]).check().unwrap_err().to_string();
        let page = fs::metadata(app.path().join("index.html")).unwrap().len();
        assert!(error.contains(&group(page)), "{error}");
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let pages = Pages::from([(String::new(), vec!["c-1.wasm".to_owned()])]);
        assert!(FirstLoad::measure(app().path(), &[], &pages).is_err());
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(
            [7, 999, 1_000, 294_328, 1_000_000].map(group),
            ["7", "999", "1,000", "294,328", "1,000,000"]
        );
    }
}
