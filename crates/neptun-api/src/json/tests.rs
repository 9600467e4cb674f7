use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::DecodeError;

/// What our tree means, in the types of `serde_json`.
fn value(json: &Json<'_>) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Number(digits) => serde_json::from_str(digits).unwrap(),
        Json::Text(text) => text.unescape().unwrap().into(),
        Json::Array(items) => items.iter().map(value).collect(),
        Json::Object(members) => {
            members.iter().map(|(name, json)| (name.unescape().unwrap(), value(json))).collect()
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Pieces of which some documents are valid and most are not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u00e9", "\\ud83d", "\\ude00", "1",
        "-", "0", ".5", "e9", "true", "null", " ", "\n", "é", "\u{1}",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn reads_what_serde_json_writes(expected in any_value(), pretty: bool) {
        let json = match pretty {
            true => serde_json::to_vec_pretty(&expected).unwrap(),
            false => serde_json::to_vec(&expected).unwrap(),
        };
        // Not `expected` itself: serde_json rounds numbers with a fraction when it reads them.
        let theirs: Value = serde_json::from_slice(&json).unwrap();
        prop_assert_eq!(value(&parse(&json).unwrap()), theirs);
    }

    #[test]
    fn accepts_exactly_what_serde_json_accepts(json in pieces()) {
        let theirs = serde_json::from_str::<Value>(&json);
        match parse(json.as_bytes()) {
            // serde_json refuses half a surrogate pair, and numbers that no double holds.
            Ok(_) if json.contains("\\ud") || json.contains('e') => {}
            Ok(ours) => prop_assert_eq!(value(&ours), theirs.unwrap()),
            Err(_) => prop_assert!(theirs.is_err()),
        }
    }

    #[test]
    fn never_panics(json: Vec<u8>) {
        let _ = parse(&json);
    }
}

#[test]
fn surrogates_are_joined_or_replaced() {
    let unescape = |raw: &str| match parse(format!("\"{raw}\"").as_bytes()).unwrap() {
        Json::Text(text) => text.unescape().unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(unescape("\\ud83d\\ude00"), "😀");
    assert_eq!(unescape("a\\ud83db"), "a\u{FFFD}b");
    assert_eq!(unescape("\\ud83d\\u0041"), "\u{FFFD}A");
    assert_eq!(unescape("\\ude00"), "\u{FFFD}");
}

#[test]
fn a_deep_document_is_an_error_and_no_crash() {
    let deep = "[".repeat(100_000);
    assert!(parse(deep.as_bytes()).is_err());
}

#[test]
fn a_syntax_error_says_where() {
    let reason = |json: &[u8]| DecodeError::from(parse(json).unwrap_err()).to_string();
    assert_eq!(reason(b"{\"a\" 1}"), "`:` is missing (byte 5)");
    assert_eq!(reason(b"[1,"), "the document ends too early (byte 3)");
    assert_eq!(reason(b"[1] x"), "something follows the end of the document (byte 4)");
}

#[test]
fn a_text_that_is_not_utf_8_is_an_error_where_it_is_read() {
    for raw in [&b"\"\xff\""[..], b"\"a\\n\xc3\"", b"\"\xc3\\u00a9\""] {
        let json = parse(raw).unwrap();
        assert_eq!(At::root(&json).text().unwrap_err().reason, "the text is not UTF-8");
    }
}
