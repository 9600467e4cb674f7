//! JSON laid out to be read. Pure.
//!
//! Only the space between its tokens changes: parsing it and writing it anew would round numbers and lose one of two members of the
//! same name, and what is shown would not be what is in the file.

const INDENT: &str = "  ";

/// How deep it may be nested: more would be all indentation.
const DEEPEST: usize = 500;

/// The text with a line for each member and item. Nothing if its brackets and quotes are not those of JSON.
pub(super) fn pretty_json(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut open = Vec::new();
    let mut rest = text.trim_start_matches('\u{feff}').trim();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest)?,
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match first {
            '{' | '[' => {
                out.push(first);
                rest = rest.trim_start();
                let close = if first == '{' { '}' } else { ']' };
                if let Some(after) = rest.strip_prefix(close) {
                    out.push(close);
                    rest = after;
                    continue;
                }
                open.push(close);
                if open.len() > DEEPEST {
                    return None;
                }
                new_line(&mut out, open.len());
            }
            '}' | ']' => {
                if open.pop() != Some(first) {
                    return None;
                }
                new_line(&mut out, open.len());
                out.push(first);
            }
            ',' => {
                if open.is_empty() {
                    return None;
                }
                out.push(',');
                new_line(&mut out, open.len());
            }
            ':' => out.push_str(": "),
            ' ' | '\t' | '\n' | '\r' => {}
            _ => out.push_str(token),
        }
    }
    if !open.is_empty() {
        return None;
    }
    out.push('\n');
    Some(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str(INDENT);
    }
}

/// How long the string is that a text begins with, its quotes included.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_for_each_member() {
        let pretty =
            pretty_json(r#"{"a":[1,2.0,1e400],"b":{},"c":"x, {\"y\"}","a":null, "d" : [ ] }"#);
        let expected = r#"{
  "a": [
    1,
    2.0,
    1e400
  ],
  "b": {},
  "c": "x, {\"y\"}",
  "a": null,
  "d": []
}
"#;
        assert_eq!(pretty.as_deref(), Some(expected));
        assert_eq!(pretty_json(expected).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in ["{", "[1}", "]", "{\"a", "1, 2", "\"a\nb\"", &"[1,".repeat(600)] {
            assert_eq!(pretty_json(text), None, "{text}");
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".{0,12}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(".{0,6}", inner, 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_means_the_same(value in json()) {
            let pretty = pretty_json(&value.to_string()).unwrap();
            prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), &value);
            // And is laid out as everybody does it.
            prop_assert_eq!(pretty, serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }
}
