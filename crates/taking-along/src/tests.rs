//! What is packed is unpacked by another library; what is written is read as a reader of Markdown would.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use neptun_api::{ProjectFile, Timestamp};
use project_files::ProjectFiles;
use proptest::prelude::*;
use zip::ZipArchive;

use crate::{Archive, Job, Markdown, Step, Survey};

/// A file of project 1.
pub(crate) fn file(id: i64, path: &str, text: &str) -> ProjectFile {
    ProjectFile {
        title: format!("title {id}"),
        text: text.into(),
        created_at: Some(Timestamp::from_millis(1_700_000_000_000 + id * 86_400_000)),
        ..ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap())
    }
}

/// A list of files, and all of its indices.
fn list(files: &[(String, String)]) -> (ProjectFiles, Vec<usize>) {
    let files: Vec<_> = (1..).zip(files).map(|(id, (path, text))| file(id, path, text)).collect();
    let all = (0..files.len()).collect();
    (ProjectFiles::new(str::to_lowercase, files), all)
}

/// Does a job in slices of so many bytes, and says how many it took.
fn drive(job: &mut impl Job, files: &ProjectFiles, slice: usize) -> usize {
    let mut steps = 1;
    while job.step(files, slice).unwrap() == Step::More {
        steps += 1;
    }
    steps
}

fn packed(files: &ProjectFiles, chosen: Vec<usize>, slice: usize) -> Vec<u8> {
    let mut archive = Archive::new(chosen, Vec::new());
    drive(&mut archive, files, slice);
    archive.finish().unwrap()
}

/// The names in an archive with their texts.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
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
    let (files, all) = list(&texts.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let expected = [("src/main.rs", "fn main() {}\n"), ("ø/日本.md", "# æøå\n"), ("x", "")];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(unpacked(&packed(&files, all, 10_000)), expected);
    assert_eq!(unpacked(&packed(&files, vec![1], 10_000)), expected[1..2]);
    assert_eq!(unpacked(&packed(&files, vec![], 10_000)), []);
}

#[test]
fn the_times_are_those_of_the_files() {
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    let mut changed = file(1, "changed", "");
    changed.created_at = at("2024-02-29T12:34:56Z");
    changed.updated_at = at("2025-06-07T08:09:10Z");
    let mut made = file(2, "made", "");
    made.created_at = at("2024-02-29T12:34:56Z");
    let files = ProjectFiles::new(str::to_lowercase, [changed, made]);
    let bytes = packed(&files, vec![0, 1], 10_000);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut time = |name| {
        let entry = archive.by_name(name).unwrap();
        let seconds = entry.extra_data_fields().find_map(|field| match field {
            zip::ExtraField::ExtendedTimestamp(times) => times.mod_time(),
            _ => None,
        });
        i64::from(seconds.unwrap())
    };
    assert_eq!(time("changed") * 1_000, at("2025-06-07T08:09:10Z").unwrap().as_millis());
    assert_eq!(time("made") * 1_000, at("2024-02-29T12:34:56Z").unwrap().as_millis());
}

#[test]
fn a_large_file_is_packed_in_slices() {
    let text: String = (0..400_000).map(|line| format!("{line:x}\n")).collect();
    let (files, all) = list(&[("/large.txt".to_owned(), text.clone())]);
    let mut archive = Archive::new(all, Vec::new());
    let steps = drive(&mut archive, &files, 64 << 10);
    assert!(steps >= text.len() / (64 << 10), "{steps} steps");
    assert_eq!(archive.done(), text.len());
    let bytes = archive.finish().unwrap();
    assert!(bytes.len() < text.len() / 2);
    assert_eq!(unpacked(&bytes), [("large.txt".to_owned(), text)]);
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
        files in prop::collection::vec(("(\\.\\.|[a-cA-C./\\\\ø:\u{1}]){0,12}", "(?s).{0,300}"), 0..20),
        slice in 1..2_000_usize,
    ) {
        let (list, all) = list(&files);
        let back = unpacked(&packed(&list, all, slice));
        prop_assert_eq!(back.len(), files.len());
        let names: HashMap<_, _> = back.iter().cloned().collect();
        prop_assert_eq!(names.len(), files.len(), "no two have one name");
        for ((name, text), (path, expected)) in back.iter().zip(&files) {
            prop_assert_eq!(text, expected, "{} is {}", path, name);
            // No name is also a folder.
            let folder = format!("{name}/");
            prop_assert!(!names.keys().any(|other| other.starts_with(&folder)));
        }
    }

    #[test]
    fn markdown_gives_back_every_text(
        files in prop::collection::vec(("[a-z/]{1,9}", "([a`~#]{0,6}\n){0,6}"), 0..12),
        slice in 1..2_000_usize,
    ) {
        let (list, all) = list(&files);
        let mut markdown = Markdown::new(all, Vec::new());
        drive(&mut markdown, &list, slice);
        prop_assert_eq!(blocks(&String::from_utf8(markdown.finish()).unwrap()), files);
    }

    #[test]
    fn a_survey_counts_the_same_in_any_slices(text in "[a-zA-Z0-9 .(){}\n]{0,4000}", slice in 600..9_000_usize) {
        let (list, all) = list(&[("a".to_owned(), text.clone()), ("b".to_owned(), text.clone())]);
        let mut survey = Survey::new(all.clone());
        let steps = drive(&mut survey, &list, slice);
        prop_assert_eq!(survey.done(), text.len() * 2);
        let mut whole = Survey::new(all);
        drive(&mut whole, &list, usize::MAX);
        // A piece that is cut in two may count as two.
        prop_assert!(survey.tokens().abs_diff(whole.tokens()) <= steps);
    }
}
