//! Unpacks packed files by another library, and reads Markdown as a reader of it would.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use ::zip::{ExtraField, ZipArchive};
use neptun_api::{ProjectFile, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::fold;

/// A file of project 1.
pub(crate) fn file(id: i64, path: &str, text: &str) -> ProjectFile {
    ProjectFile {
        title: format!("title {id}"),
        text: text.into(),
        created_at: Some(Timestamp::from_millis(1_700_000_000_000 + id * 86_400_000)),
        ..ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap())
    }
}

/// Files of these paths and texts.
fn files(files: &[(String, String)]) -> Vec<Rc<ProjectFile>> {
    (1..).zip(files).map(|(id, (path, text))| Rc::new(file(id, path, text))).collect()
}

/// Runs an exporter in steps of `budget` bytes, and returns their number.
fn run(exporter: &mut dyn Exporter, budget: usize) -> usize {
    let mut steps = 1;
    while exporter.step(budget).unwrap() == Step::More {
        steps += 1;
    }
    steps
}

fn zipped(files: Vec<Rc<ProjectFile>>, budget: usize) -> Vec<u8> {
    let out = ExportBuffer::default();
    run(&mut ZipExporter::new(files, out.clone()), budget);
    out.take()
}

/// The names in an archive with their texts.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |at| {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        // Anything that leads out of the folder has no such name.
        assert!(entry.enclosed_name().is_some(), "{name}");
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        (name, text)
    };
    (0..count).map(read).collect()
}

#[test]
fn a_folder_tree_comes_back() {
    let texts = [("/src/main.rs", "fn main() {}\n"), ("/ø/日本.md", "# æøå\n"), ("../../x", "")];
    let all = files(&texts.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let expected = [("src/main.rs", "fn main() {}\n"), ("ø/日本.md", "# æøå\n"), ("x", "")];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(unzipped(&zipped(all.clone(), 10_000)), expected);
    assert_eq!(unzipped(&zipped(vec![all[1].clone()], 10_000)), expected[1..2]);
    assert_eq!(unzipped(&zipped(vec![], 10_000)), []);
}

#[test]
fn the_times_are_those_of_the_files() {
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    let mut changed = file(1, "changed", "");
    changed.created_at = at("2024-02-29T12:34:56Z");
    changed.updated_at = at("2025-06-07T08:09:10Z");
    let mut made = file(2, "made", "");
    made.created_at = at("2024-02-29T12:34:56Z");
    let mut early = file(3, "early", "");
    early.created_at = at("1969-02-03T04:05:06Z");
    let mut late = file(4, "late", "");
    late.created_at = at("9999-12-31T23:59:59Z");
    let all = [changed, made, early, late].map(Rc::new);
    let bytes = zipped(all.into(), 10_000);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut time = |name| {
        let entry = archive.by_name(name).unwrap();
        let seconds = entry.extra_data_fields().find_map(|field| match field {
            ExtraField::ExtendedTimestamp(times) => times.mod_time(),
            _ => None,
        });
        i64::from(seconds.unwrap())
    };
    assert_eq!(time("changed") * 1_000, at("2025-06-07T08:09:10Z").unwrap().as_millis());
    assert_eq!(time("made") * 1_000, at("2024-02-29T12:34:56Z").unwrap().as_millis());
    assert_eq!(time("early") * 1_000, at("1980-01-01T00:00:00Z").unwrap().as_millis());
    assert_eq!(time("late") * 1_000, at("2038-01-19T03:14:07Z").unwrap().as_millis());
}

#[test]
fn a_large_file_is_compressed_in_steps() {
    let text: String = (0..400_000).map(|line| format!("{line:x}\n")).collect();
    let out = ExportBuffer::default();
    let mut exporter =
        ZipExporter::new(files(&[("/large.txt".to_owned(), text.clone())]), out.clone());
    let steps = run(&mut exporter, 64 << 10);
    assert!(steps >= text.len() / (64 << 10), "{steps} steps");
    assert_eq!(exporter.bytes_done(), text.len());
    let bytes = out.take();
    assert!(bytes.len() < text.len() / 2);
    assert_eq!(unzipped(&bytes), [("large.txt".to_owned(), text)]);
}

#[test]
fn a_path_that_no_zip_can_hold_is_an_error() {
    let long = files(&[(format!("{}/", "a".repeat(200)).repeat(350), String::new())]);
    let mut exporter = ZipExporter::new(long, ExportBuffer::default());
    assert_eq!(exporter.step(usize::MAX), Err(ExportError::PathTooLong));
}

/// Reads Markdown as a reader does: a block ends at a line that is its own fence.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut lines = markdown.split_inclusive('\n');
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        let Some(path) = line.strip_prefix("## `") else { continue };
        assert_eq!(lines.next(), Some("\n"));
        let fence = lines.next().unwrap();
        let fence = &fence[..fence.len() - fence.trim_start_matches('`').len()];
        let text = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        blocks.push((path.trim_end().trim_end_matches('`').to_owned(), text));
    }
    blocks
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn archives_round_trip(
        files in prop::collection::vec(("(\\.\\.|[a-cA-C./\\\\ø:\u{1}?. éÉ\u{301}]|aux){0,12}", "(?s).{0,300}"), 0..20),
        budget in 1..2_000_usize,
    ) {
        let back = unzipped(&zipped(self::files(&files), budget));
        prop_assert_eq!(back.len(), files.len());
        let names: HashMap<_, _> = back.iter().cloned().collect();
        let folded: HashSet<_> = names.keys().map(|name| fold(name)).collect();
        prop_assert_eq!(folded.len(), files.len(), "no two have one name on any system");
        for ((name, text), (path, expected)) in back.iter().zip(&files) {
            prop_assert_eq!(text, expected, "{} is {}", path, name);
            // No name is also a folder.
            let folder = fold(&format!("{name}/"));
            prop_assert!(!names.keys().any(|other| fold(other).starts_with(&folder)));
            let is_taken = |part: &str| part.ends_with(['.', ' ']) || part.contains(['?', ':', '\u{1}']) || part.eq_ignore_ascii_case("aux");
            prop_assert!(!name.split('/').any(is_taken), "{}", name);
        }
    }

    #[test]
    fn markdown_gives_back_every_text(
        files in prop::collection::vec(("[a-z/]{1,9}", "([a`~#]{0,6}\n){0,6}"), 0..12),
        budget in 1..2_000_usize,
    ) {
        let out = ExportBuffer::default();
        run(&mut MarkdownExporter::new(self::files(&files), out.clone()), budget);
        prop_assert_eq!(blocks(&String::from_utf8(out.take()).unwrap()), files);
    }
}
