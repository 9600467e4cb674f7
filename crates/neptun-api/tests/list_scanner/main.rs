//! A list of files that is decoded from chunks is the list that `serde_json` sees in the whole document.
#![allow(clippy::unwrap_used, missing_docs)]

mod documents;
mod robustness;

use neptun_api::decode::{self, ListEnd, ListScanner};
use neptun_api::{DecodeError, ProjectFile};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use documents::{document, mutated};

/// Decodes chunks; the files that came before an error are kept.
fn decode_chunks<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<ProjectFile>, Result<ListEnd, DecodeError>) {
    let mut scanner = ListScanner::new();
    let mut files = Vec::new();
    for chunk in chunks {
        if let Err(error) = scanner.feed(chunk, &mut |file| files.push(file)) {
            let mut none = |file| panic!("a file after an error: {file:?}");
            assert_eq!(scanner.feed(chunk, &mut none), Err(error.clone()));
            assert_eq!(scanner.finish(), Err(error.clone()));
            return (files, Err(error));
        }
    }
    (files, scanner.finish())
}

/// Cuts a document at some places, given as parts of its length.
fn cut<'a>(json: &'a [u8], places: &[f64]) -> Vec<&'a [u8]> {
    let mut at: Vec<_> = places.iter().map(|place| (json.len() as f64 * place) as usize).collect();
    at.push(json.len());
    at.sort_unstable();
    let mut start = 0;
    at.into_iter().map(|end| &json[std::mem::replace(&mut start, end)..end]).collect()
}

fn places() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..1.0, 0..12)
}

#[derive(Deserialize)]
struct Wrapped {
    files: Vec<Box<RawValue>>,
}

/// The files that `serde_json` finds when it has the whole document, and how many cannot be read.
fn reference(json: &[u8]) -> Option<(Vec<ProjectFile>, usize)> {
    let json = String::from_utf8_lossy(json);
    let json = json.strip_prefix('\u{feff}').unwrap_or(&json);
    let elements = if json.trim_start().starts_with('[') {
        serde_json::from_str(json).ok()?
    } else {
        serde_json::from_str::<Wrapped>(json).ok()?.files
    };
    let files: Vec<_> =
        elements.iter().filter_map(|file| decode::file(file.get().as_bytes()).ok()).collect();
    let skipped = elements.len() - files.len();
    (skipped == 0 || !files.is_empty()).then_some((files, skipped))
}

/// Checks that a document is read as by `serde_json`, however it is cut.
fn check_agreement(json: &[u8], places: &[f64]) {
    let (files, end) = decode_chunks([json]);
    match (reference(json), &end) {
        (Some((whole, skipped)), Ok(end)) => {
            assert_eq!((whole, skipped), (files.clone(), end.skipped));
            assert_eq!(end.first_error.is_some(), skipped > 0);
            let text = String::from_utf8_lossy(json);
            assert_eq!(
                end.is_bare,
                text.trim_start_matches('\u{feff}').trim_start().starts_with('[')
            );
        }
        (None, Err(error)) => assert!(error.offset.is_some()),
        (reference, _) => panic!("at once: {reference:?}\nincrementally: {files:?} {end:?}"),
    }
    for chunks in [cut(json, places), json.chunks(1).collect()] {
        assert_eq!(decode_chunks(chunks), (files.clone(), end.clone()));
    }
}

/// What `serde_json` finds under one of two names, as a text.
fn find(file: &Value, names: [&str; 2]) -> Option<String> {
    let value = names.into_iter().find_map(|name| file.get(name))?;
    value.as_str().map(str::to_owned)
}

proptest! {
    #[test]
    fn chunks_are_decoded_as_the_whole_and_as_by_serde_json(json in document(), places in places()) {
        let (files, end) = decode_chunks(cut(json.as_bytes(), &places));
        prop_assert_eq!(end.map(|end| end.skipped), Ok(0));
        prop_assert_eq!(&decode::files(json.as_bytes()).unwrap().items, &files);
        let theirs: Value = serde_json::from_str(&json).unwrap();
        let theirs = theirs.get("files").unwrap_or(&theirs).as_array().unwrap();
        prop_assert_eq!(files.len(), theirs.len());
        for (file, theirs) in files.iter().zip(theirs) {
            prop_assert_eq!(file.id.get(), theirs["id"].as_i64().unwrap());
            prop_assert_eq!(&file.title, theirs["title"].as_str().unwrap());
            let title = Some(&*file.title).filter(|title| !title.is_empty());
            let path = match theirs["original_path"].as_str().unwrap() {
                "" => title.map_or_else(|| format!("Untitled file {}", file.id), str::to_owned),
                path => path.to_owned(),
            };
            prop_assert_eq!(&file.original_path, &path);
            let names = ["context_file_category", "category"];
            prop_assert_eq!(&file.context_file_category, &find(theirs, names));
            let names = ["context_file_type", "file_type"];
            prop_assert_eq!(&file.context_file_type, &find(theirs, names).unwrap());
            prop_assert_eq!(&file.text, &find(theirs, ["text", "content"]).unwrap());
            prop_assert_eq!(file.text.capacity(), file.text.len());
            let created = theirs["created_at"].as_str().map(|text| text.parse().unwrap());
            prop_assert_eq!(file.created_at, created);
        }
    }

    #[test]
    fn valid_documents_agree(json in document(), places in places()) {
        check_agreement(json.as_bytes(), &places);
    }

    #[test]
    fn broken_documents_are_refused_as_at_once(json in mutated(), places in places()) {
        check_agreement(&json, &places);
    }

    #[test]
    fn arbitrary_bytes_are_refused_as_at_once(json: Vec<u8>, places in places()) {
        check_agreement(&json, &places);
    }
}

const GOOD: &str =
    r#"{"id":1,"title":"","original_path":"","text":"{\"]","file_type":"","neptun_user_id":1}"#;

#[test]
fn an_error_says_where_and_keeps_what_was_complete() {
    for (wrapped, list, end) in [(true, "{\"a\":[{}],\"files\":[", "]}"), (false, "[", "]")] {
        let prefix = if wrapped { "files" } else { "" };
        let error = |json: &str| {
            check_agreement(json.as_bytes(), &[0.3, 0.8]);
            let (files, end) = decode_chunks(json.as_bytes().chunks(7));
            (files.len(), end.unwrap_err().to_string())
        };
        let json = format!("{list}{GOOD},{GOOD},{{\"id\":01}}{end}");
        let at = json.rfind("1}").unwrap();
        assert_eq!(error(&json), (2, format!("{prefix}[2]: invalid number (byte {at})")));
        let json = format!("{list}{GOOD}\n,\n{{\"id\":1,\n\"a\":tru}}{end}");
        let at = json.find("tru").unwrap() + 3;
        assert_eq!(error(&json), (1, format!("{prefix}[1]: expected ident (byte {at})")));
        let json = format!("{list}{GOOD} x{end}");
        let at = json.rfind("x").unwrap();
        let place = if wrapped { "files: " } else { "" };
        assert_eq!(error(&json), (1, format!("{place}`,` or `]` is missing (byte {at})")));
        let json = format!("{list}{GOOD},{{\"id\":");
        let at = json.len();
        assert_eq!(
            error(&json),
            (1, format!("{prefix}[1]: the document ends too early (byte {at})"))
        );
        let json = format!("{list}null,{{}}{end}");
        let (files, message) = error(&json);
        assert_eq!(files, 0);
        assert!(message.starts_with(&format!("{prefix}[0]: invalid type: null")), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_read_costs_no_other() {
    for odd in [
        "null",
        "3",
        "\"a\"",
        "[{}]",
        "{}",
        r#"{"id":null}"#,
        r#"{"id":"x","text":"{\"]"}"#,
        r#"{"id":{"id":1}}"#,
        r#"{"id":1,"id":{}}"#,
    ] {
        let json = format!("{{\"files\":[{GOOD},{odd},{GOOD},{odd}]}}");
        check_agreement(json.as_bytes(), &[0.3, 0.5, 0.6]);
        let list = decode::files(json.as_bytes()).unwrap();
        assert_eq!((list.items.len(), list.skipped), (2, 2), "{odd}");
        let error = list.first_error.unwrap();
        assert!(error.path.starts_with("files[1]"), "{error}");
        assert_eq!(error.offset, Some(10 + GOOD.len() as u64 + 1));
    }
}

#[test]
fn an_odd_field_costs_no_file() {
    for odd in [
        r#""text":null"#,
        r#""title":null"#,
        r#""text":{"a":[1]},"title":[],"original_path":3"#,
        r#""created_at":"yesterday""#,
        r#""created_at":"2026-03-01 10:00:00+00""#,
        r#""neptun_user_id":"x","project_id":0"#,
        "\"text\":\"\\ud83d\"",
    ] {
        let json = format!("[{GOOD},{{\"id\":\"2\",{odd}}},{GOOD}]");
        check_agreement(json.as_bytes(), &[0.3, 0.5, 0.6]);
        let list = decode::files(json.as_bytes()).unwrap();
        assert_eq!((list.items.len(), list.skipped), (3, 0), "{odd}");
        assert_eq!(list.items[1].id.get(), 2);
    }
}

#[test]
fn a_bare_list_is_known_from_its_first_byte() {
    for (json, is_bare) in [
        ("", None),
        (" \n", None),
        ("\u{feff}", None),
        ("\u{feff} [", Some(true)),
        ("[", Some(true)),
        ("\t{", Some(false)),
    ] {
        let mut scanner = ListScanner::<ProjectFile>::new();
        for byte in json.as_bytes() {
            scanner.feed(&[*byte], &mut |_| ()).unwrap();
        }
        assert_eq!(scanner.is_bare(), is_bare, "{json:?}");
        assert!(scanner.finish().is_err());
    }
}

#[test]
fn documents_of_other_shapes_agree() {
    let good =
        r#"{"id":1,"title":"","original_path":"","text":"","file_type":"","neptun_user_id":1}"#;
    for json in [
        "{}",
        "[]",
        " [ ] ",
        "[,]",
        "[{}]",
        "[1,]",
        "[0{}]",
        "[0\"\"]",
        "[true[",
        "[G,-]",
        "[G,{]]",
        "[G,]]",
        "[G}",
        "null",
        "nul",
        "12",
        "1.",
        "\"files\"",
        "{\"files\":null}",
        "{\"files\":{}}",
        "{\"files\":[]}",
        "{\"\\u0066iles\":[G]}",
        "{\"a\":1,\"files\":[G,G],\"b\":[[\"]\"]]}",
        "{\"a\":\"\\\\\",\"files\":[G,G],\"b\":\"\\\\\\\"\"}",
        "{\"files\":[],\"files\":[]}",
        "{\"files\":null,\"files\":[]}",
        "{\"files\":[G],\"f\\u0069les\":[G]}",
        "{\"files\":[]},",
        "{,\"files\":[]}",
        "{\"files\":[],}",
        "{\"files\" []}",
        "{\"a\":nulll,\"files\":[]}",
        "{\"a\":1.,\"files\":[]}",
        "{\"a\":-,\"files\":[]}",
        "{\"a\":]}",
        "{files:[]}",
        "\u{feff}[]",
        "\u{feff} {\"files\":[G]}",
        " \u{feff}[]",
        "\u{feff}\u{feff}[]",
        "\u{fefe}[]",
        "<!DOCTYPE html>",
    ] {
        check_agreement(json.replace('G', good).as_bytes(), &[0.2, 0.5, 0.7]);
    }
}
