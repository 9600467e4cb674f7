//! A list of files that is decoded from chunks is the list that is decoded at once, and what `serde_json` sees in it.
#![allow(clippy::unwrap_used, missing_docs)]

mod documents;
mod robustness;

use neptun_api::decode::{self, FilesDecoder};
use neptun_api::{DecodeError, ProjectFile};
use proptest::prelude::*;
use serde_json::Value;

use documents::{document, mutated};

/// Decodes chunks; the files that came before an error are kept.
fn decode_chunks<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<ProjectFile>, Option<DecodeError>) {
    let mut decoder = FilesDecoder::default();
    let mut files = Vec::new();
    for mut chunk in chunks {
        loop {
            match decoder.next_file(&mut chunk) {
                Ok(Some(file)) => files.push(file),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(decoder.next_file(&mut chunk), Err(error.clone()));
                    assert_eq!(decoder.finish(), Err(error.clone()));
                    return (files, Some(error));
                }
            }
        }
        assert!(chunk.is_empty());
    }
    (files, decoder.finish().err())
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

/// Checks that both ways of decoding agree, however the document is cut.
fn check_agreement(json: &[u8], places: &[f64]) {
    let whole = decode::files(json);
    let (files, error) = decode_chunks([json]);
    match (&whole, &error) {
        (Ok(whole), None) => assert_eq!(whole, &files),
        (Err(whole), Some(error)) => match whole.offset {
            // Nothing is wrong with the syntax, and so both find the same.
            None if whole.path.is_empty() => {
                assert_eq!((&*error.path, error.offset.is_some()), ("", true))
            }
            None if whole.reason.contains("twice") => assert_eq!(error.path, "files"),
            None => assert_eq!((&whole.path, &whole.reason), (&error.path, &error.reason)),
            Some(offset) => assert!(error.offset <= Some(offset), "{error} after {whole}"),
        },
        _ => panic!("at once: {whole:?}\nincrementally: {files:?} {error:?}"),
    }
    for chunks in [cut(json, places), json.chunks(1).collect()] {
        let (same_files, same_error) = decode_chunks(chunks);
        assert_eq!(files, same_files);
        let place = |error: Option<DecodeError>| error.map(|error| (error.path, error.offset));
        assert_eq!(place(error.clone()), place(same_error));
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
        let (files, error) = decode_chunks(cut(json.as_bytes(), &places));
        prop_assert_eq!(error, None);
        prop_assert_eq!(&decode::files(json.as_bytes()).unwrap(), &files);
        let theirs: Value = serde_json::from_str(&json).unwrap();
        let theirs = theirs.get("files").unwrap_or(&theirs).as_array().unwrap();
        prop_assert_eq!(files.len(), theirs.len());
        for (file, theirs) in files.iter().zip(theirs) {
            prop_assert_eq!(file.id.get(), theirs["id"].as_i64().unwrap());
            prop_assert_eq!(&file.title, theirs["title"].as_str().unwrap());
            prop_assert_eq!(&file.original_path, theirs["original_path"].as_str().unwrap());
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
    fn broken_documents_are_refused_as_at_once(json in mutated(), places in places()) {
        check_agreement(&json, &places);
    }

    #[test]
    fn arbitrary_bytes_are_refused_as_at_once(json: Vec<u8>, places in places()) {
        check_agreement(&json, &places);
    }
}

#[test]
fn an_error_says_where_and_keeps_what_was_complete() {
    let good =
        r#"{"id":1,"title":"","original_path":"","text":"{\"]","file_type":"","neptun_user_id":1}"#;
    for (wrapped, list, end) in [(true, "{\"a\":[{}],\"files\":[", "]}"), (false, "[", "]")] {
        let prefix = if wrapped { "files" } else { "" };
        let error = |json: &str| {
            check_agreement(json.as_bytes(), &[0.3, 0.8]);
            let (files, error) = decode_chunks(json.as_bytes().chunks(7));
            (files.len(), error.unwrap().to_string())
        };
        let bad = good.replace("\"{\\\"]\"", "3");
        let at = list.len() + good.len() + 1;
        assert_eq!(
            error(&format!("{list}{good},{bad}{end}")),
            (1, format!("{prefix}[1].text: expected a text, found a number (byte {at})"))
        );
        let json = format!("{list}{good},{good},{{\"id\":01}}{end}");
        let at = json.rfind("1}").unwrap();
        assert_eq!(error(&json), (2, format!("{prefix}[2]: `,` or `}}` is missing (byte {at})")));
        let json = format!("{list}{good},{{\"id\":");
        let at = json.len();
        assert_eq!(
            error(&json),
            (1, format!("{prefix}[1]: the document ends too early (byte {at})"))
        );
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
        "<!DOCTYPE html>",
    ] {
        check_agreement(json.replace('G', good).as_bytes(), &[0.2, 0.5, 0.7]);
    }
}
