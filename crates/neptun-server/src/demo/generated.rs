//! Endless project files: realistic enough to list, filter and search, made one at a time, each from its number alone.

use super::clock::Spread;
use super::rng::Rng;
use super::words::{Charset, NOUNS, VERBS, fill, pascal};
use super::{DemoFile, split_name};

/// A sort of file: where it lives, what it is called and what is in it.
struct Kind {
    /// The number of files of this kind among a hundred.
    share: usize,
    category: &'static str,
    types: &'static [&'static str],
    language: &'static str,
    extension: &'static str,
    roots: &'static [&'static str],
    naming: Naming,
    /// Head, blocks and foot, separated by lines of `%%`. Head and foot occur once, blocks as often as the size asks for.
    template: &'static str,
    /// The text between two blocks.
    joint: &'static str,
}

enum Naming {
    Snake,
    Kebab,
    Pascal,
}

macro_rules! template {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/generated/", $name, ".txt"))
    };
}

#[rustfmt::skip]
const KINDS: &[Kind] = &[
    Kind { share: 20, category: "source", types: &["module", "route", "model", "service"], language: "rust", extension: "rs",
        roots: &["crates/engine/src", "crates/server/src", "crates/harmonics/src"], naming: Naming::Snake, template: template!("rust"), joint: "\n" },
    Kind { share: 14, category: "source", types: &["hook", "module", "store", "service"], language: "typescript", extension: "ts",
        roots: &["web/src", "packages/charts/src", "packages/client/src"], naming: Naming::Kebab, template: template!("typescript"), joint: "\n" },
    Kind { share: 12, category: "source", types: &["component", "page", "layout"], language: "typescript", extension: "tsx",
        roots: &["web/src/components", "web/src/pages", "packages/charts/src"], naming: Naming::Pascal, template: template!("tsx"), joint: "\n" },
    Kind { share: 12, category: "source", types: &["script", "job", "module"], language: "python", extension: "py",
        roots: &["pipelines", "pipelines/ingest", "tools/quality"], naming: Naming::Snake, template: template!("python"), joint: "\n" },
    Kind { share: 8, category: "source", types: &["service", "handler", "module"], language: "go", extension: "go",
        roots: &["gateway/internal", "gateway/cmd", "services/collector"], naming: Naming::Snake, template: template!("go"), joint: "\n" },
    Kind { share: 8, category: "test", types: &["unit", "integration"], language: "rust", extension: "rs",
        roots: &["crates/engine/tests", "crates/server/tests"], naming: Naming::Snake, template: template!("rust_test"), joint: "\n" },
    Kind { share: 6, category: "documentation", types: &["guide", "reference", "decision"], language: "markdown", extension: "md",
        roots: &["docs/guides", "docs/reference", "docs/decisions"], naming: Naming::Kebab, template: template!("markdown"), joint: "\n" },
    Kind { share: 6, category: "data", types: &["stations", "fixture", "catalogue"], language: "json", extension: "json",
        roots: &["data/stations", "data/fixtures", "crates/engine/fixtures"], naming: Naming::Kebab, template: template!("json"), joint: ",\n" },
    Kind { share: 5, category: "config", types: &["settings", "pipeline", "manifest"], language: "yaml", extension: "yaml",
        roots: &["deploy/clusters", "deploy/pipelines", "data/sources"], naming: Naming::Kebab, template: template!("yaml"), joint: "" },
    Kind { share: 4, category: "data", types: &["migration", "query"], language: "sql", extension: "sql",
        roots: &["db/migrations", "db/queries"], naming: Naming::Snake, template: template!("sql"), joint: "\n" },
    Kind { share: 3, category: "style", types: &["stylesheet", "theme"], language: "css", extension: "css",
        roots: &["web/src/styles", "packages/charts/styles"], naming: Naming::Kebab, template: template!("css"), joint: "\n" },
    Kind { share: 2, category: "build", types: &["script", "release"], language: "shell", extension: "sh",
        roots: &["tools/build", "deploy/scripts"], naming: Naming::Kebab, template: template!("shell"), joint: "\n" },
];

/// Folders below the roots. Few, so that folders have more than a file or two.
const AREAS: &[&str] = &["stations", "forecast", "surge", "almanac", "alerts"];
const PARTS: &[&str] = &["shared", "north_sea", "pacific"];
const DETAILS: &[&str] = &["tables", "legacy"];

/// The sizes are log-normal: many small files, a few of 30 kB and more, about 5 kB in the mean.
const SIZE_SIGMA: f64 = 0.8;
const SIZE_MEDIAN: f64 = 3_430.0;
const SIZES: std::ops::Range<f64> = 180.0..60_000.0;

/// One file in so many holds characters beyond Latin-1, as in projects whose language is English.
const UNICODE_EVERY: usize = 6;

/// The first `count` files of the series `seed`.
pub(super) fn files(seed: u64, count: usize) -> impl Iterator<Item = DemoFile> + Send {
    let spread = Spread::new(seed, count);
    (0..count).map(move |index| file(seed, &spread, index))
}

fn file(seed: u64, spread: &Spread, index: usize) -> DemoFile {
    let mut rng = Rng::for_item(seed, index);
    let kind = pick_kind(&mut rng);
    let path = path(kind, index, &mut rng);
    let stamps = spread.at(index);
    DemoFile {
        title: split_name(&path).0.to_owned().into(),
        original_path: path.into(),
        context_file_category: kind.category,
        context_file_type: rng.pick(kind.types),
        text: text(kind, &mut rng).into(),
        language: kind.language,
        extension: kind.extension,
        created_at: stamps.created_at,
        updated_at: stamps.updated_at,
    }
}

/// A kind, as often as its share says.
fn pick_kind(rng: &mut Rng) -> &'static Kind {
    let mut ticket = rng.below(100);
    for kind in KINDS {
        if ticket < kind.share {
            return kind;
        }
        ticket -= kind.share;
    }
    &KINDS[0]
}

/// The words of a file name that no other index has, so that its path is unique whatever folder it lands in.
pub(super) fn stem(index: usize) -> Vec<String> {
    let pairs = NOUNS.len() * (NOUNS.len() - 1);
    // The stride is a prime that does not divide the number of pairs: the first `pairs` indices get different pairs.
    let pair = index.wrapping_mul(1_237) % pairs;
    let first = pair % NOUNS.len();
    let second = (first + 1 + pair / NOUNS.len()) % NOUNS.len();
    let mut words = vec![NOUNS[first].to_owned(), NOUNS[second].to_owned()];
    // After that a verb makes it new, and when those run out too, a number.
    if let Some(round) = (index / pairs).checked_sub(1) {
        words.insert(0, VERBS[round % VERBS.len()].to_owned());
        if round >= VERBS.len() {
            words.push((round / VERBS.len()).to_string());
        }
    }
    words
}

fn path(kind: &Kind, index: usize, rng: &mut Rng) -> String {
    let words = stem(index);
    let name = match kind.naming {
        Naming::Snake => words.join("_"),
        Naming::Kebab => words.join("-"),
        Naming::Pascal => words.iter().map(|word| pascal(word)).collect(),
    };

    let mut path = format!("/{}", rng.pick(kind.roots));
    for folders in [AREAS, PARTS].iter().take(1 + rng.below(2)) {
        path.push('/');
        path.push_str(rng.pick(folders));
    }
    if rng.below(8) == 0 {
        path.push('/');
        path.push_str(rng.pick(DETAILS));
    }
    format!("{path}/{name}.{}", kind.extension)
}

fn text(kind: &Kind, rng: &mut Rng) -> String {
    let size =
        (SIZE_MEDIAN * (SIZE_SIGMA * rng.normal()).exp()).clamp(SIZES.start, SIZES.end) as usize;
    let parts: Vec<&str> = kind.template.split("%%\n").collect();
    let [head, blocks @ .., foot] = parts.as_slice() else {
        return String::new();
    };

    let charset = if rng.below(UNICODE_EVERY) == 0 { Charset::Unicode } else { Charset::Latin1 };
    let mut out = String::with_capacity(size + 1_000);
    fill(head, charset, rng, &mut out);
    fill(rng.pick(blocks), charset, rng, &mut out);
    while out.len() < size {
        if kind.joint.starts_with(',') {
            // The line break belongs behind the comma.
            out.truncate(out.trim_end().len());
        }
        out.push_str(kind.joint);
        fill(rng.pick(blocks), charset, rng, &mut out);
    }
    fill(foot, charset, rng, &mut out);
    out
}
