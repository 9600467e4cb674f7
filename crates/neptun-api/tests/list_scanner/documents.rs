//! Documents to decode: valid ones written in every way that JSON allows, and broken ones.

use proptest::prelude::*;
use proptest::sample::select;

/// Space where JSON allows it.
fn space() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \n\r\t]{1,3}"]
}

/// A text, each of its characters as it is or escaped in one of the possible ways.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => any::<char>(),
        4 => prop::char::range(' ', '~'),
        2 => select(vec!['"', '\\', '/', '\n', '\t', '\r', '\u{8}', '\u{c}', '\0', 'é', '日', '😀']),
    ];
    prop::collection::vec((character, any::<bool>()), 0..24).prop_map(|characters| {
        let mut json = String::from("\"");
        for (character, escape) in characters {
            let short = match character {
                '"' | '\\' => Some(character),
                '/' if escape => Some('/'),
                '\n' if escape => Some('n'),
                '\t' if escape => Some('t'),
                '\r' if escape => Some('r'),
                '\u{8}' if escape => Some('b'),
                '\u{c}' if escape => Some('f'),
                _ => None,
            };
            match short {
                Some(letter) => json.extend(['\\', letter]),
                None if escape || character < ' ' => {
                    let mut units = [0; 2];
                    for unit in character.encode_utf16(&mut units) {
                        json.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                None => json.push(character),
            }
        }
        json + "\""
    })
}

fn list_of(
    items: impl Strategy<Value = Vec<String>>,
    open: char,
    close: char,
) -> impl Strategy<Value = String> {
    (items, space(), space()).prop_map(move |(items, before, after)| {
        format!("{open}{before}{}{after}{close}", items.join(&format!("{after},{before}")))
    })
}

/// Any value, nested a little.
fn value() -> impl Strategy<Value = String> {
    let word = select(vec!["null", "true", "false", "0", "-12.5e+3", "7E0", "{}", "[]"]);
    let leaf = prop_oneof![word.prop_map(str::to_owned), text()];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let member = (text(), inner.clone()).prop_map(|(name, value)| format!("{name}:{value}"));
        prop_oneof![
            list_of(prop::collection::vec(inner, 0..4), '[', ']'),
            list_of(prop::collection::vec(member, 0..4), '{', '}'),
        ]
    })
}

/// Members that no one knows; their names cannot be those of known ones.
fn unknown_members() -> impl Strategy<Value = Vec<String>> {
    let member = (0..1000_u32, space(), value())
        .prop_map(|(name, space, value)| format!("\"x{name}\"{space}:{space}{value}"));
    prop::collection::btree_map(0..9_u8, member, 0..4)
        .prop_map(|members| members.into_values().collect())
}

/// A file, documented or live.
fn file() -> impl Strategy<Value = String> {
    let time = prop_oneof![Just("null"), Just("\"2025-02-16T17:42:11.120Z\"")];
    let optional = prop_oneof![Just("null".to_owned()), text()];
    (
        any::<bool>(),
        1..=i64::MAX,
        [text(), text(), text(), text()],
        optional,
        time,
        unknown_members(),
    )
        .prop_flat_map(
            |(live, id, [title, path, kind, content], category, time, mut members)| {
                let name = |documented: &'static str, name: &'static str| {
                    if live { name } else { documented }
                };
                members.extend([
                    format!("\"id\":{id}"),
                    format!("\"title\": {title}"),
                    format!("\"origin\\u0061l_path\":{path}"),
                    format!("\"{}\":{category}", name("context_file_category", "category")),
                    format!("\"{}\":{kind}", name("context_file_type", "file_type")),
                    format!("\"{}\" :{content}", name("text", "content")),
                    format!("\"created_at\":{time}"),
                    "\"neptun_user_id\":7".to_owned(),
                ]);
                list_of(Just(members).prop_shuffle(), '{', '}')
            },
        )
}

/// A valid list of files, wrapped or bare.
pub fn document() -> impl Strategy<Value = String> {
    let list = list_of(prop::collection::vec(file(), 0..5), '[', ']');
    let document = (list, unknown_members(), select(vec!["files", "\\u0066iles"]), any::<bool>());
    let document = document.prop_flat_map(|(list, mut members, name, bare)| {
        members.push(format!("\"{name}\":{list}"));
        let wrapped = list_of(Just(members).prop_shuffle(), '{', '}');
        if bare { Just(list).boxed() } else { wrapped.boxed() }
    });
    (space(), document, space()).prop_map(|(before, json, after)| format!("{before}{json}{after}"))
}

/// A valid document in which a few bytes are changed, removed or inserted; also its beginning.
pub fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), select(b"\"\\{}[],:0e-. u\n\x01".to_vec())];
    let change = (0..3_u8, 0.0..1.0, byte);
    (document(), prop::collection::vec(change, 0..3), prop_oneof![4 => Just(1.0), 1 => 0.0..1.0])
        .prop_map(|(json, changes, keep)| {
            let mut json = json.into_bytes();
            for (kind, place, byte) in changes {
                let at = (json.len() as f64 * place) as usize;
                match kind {
                    0 => json[at] = byte,
                    1 => drop(json.remove(at)),
                    _ => json.insert(at, byte),
                }
            }
            json.truncate((json.len() as f64 * keep) as usize);
            json
        })
}
