//! Pretty-prints JSON.
//!
//! Only the white space between tokens changes. Parsing and serializing would round numbers and drop one of two members of the same
//! name, so that the file would look different from what it is.

const INDENT: &str = "  ";

/// Of anything nested deeper, the indentation would be most of the output.
const MAX_DEPTH: usize = 500;

/// Puts each member and item on a line of its own. Nothing if the text is not JSON: its brackets or quotes do not match.
pub fn pretty_json(text: &str) -> Option<String> {
    let rest = text.trim_start_matches('\u{feff}').trim();
    let mut pretty =
        PrettyJson { rest, out: String::with_capacity(text.len() * 2), open: Vec::new() };
    while !pretty.rest.is_empty() {
        pretty.token()?;
    }
    pretty.out.push('\n');
    pretty.open.is_empty().then_some(pretty.out)
}

struct PrettyJson<'a> {
    rest: &'a str,
    out: String,
    /// The closing brackets that are still to come.
    open: Vec<char>,
}

impl PrettyJson<'_> {
    fn token(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        let length = match first {
            '"' => string_length(self.rest)?,
            _ => first.len_utf8(),
        };
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        match first {
            '{' | '[' => {
                self.out.push(first);
                let close = if first == '{' { '}' } else { ']' };
                match self.rest.trim_start().strip_prefix(close) {
                    Some(rest) => {
                        self.out.push(close);
                        self.rest = rest;
                    }
                    None => {
                        self.open.push(close);
                        (self.open.len() <= MAX_DEPTH).then_some(())?;
                        self.new_line();
                    }
                }
            }
            '}' | ']' => {
                self.open.pop().filter(|close| *close == first)?;
                self.new_line();
                self.out.push(first);
            }
            ',' => {
                (!self.open.is_empty()).then_some(())?;
                self.out.push(',');
                self.new_line();
            }
            ':' => self.out.push_str(": "),
            ' ' | '\t' | '\n' | '\r' => {}
            _ => self.out.push_str(token),
        }
        Some(())
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.open.len() {
            self.out.push_str(INDENT);
        }
    }
}

/// The length of the string literal that a text begins with, quotes included.
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
            // The usual layout.
            prop_assert_eq!(pretty, serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }
}
