//! JSON laid out to be read. Pure.
//!
//! Only the space between its tokens changes: parsing it and writing it anew would round numbers and lose one of two members of the
//! same name, and what is shown would not be what is in the file.

const INDENT: &str = "  ";

/// How deep it may be nested: more would be all indentation.
const DEEPEST: usize = 500;

/// What is laid out is no JSON: its brackets and quotes are not those of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotJson;

/// A text on its way to have a line for each member and item. In steps: of megabytes it takes longer than a frame.
pub(super) struct PrettyJson<'a> {
    rest: &'a str,
    out: String,
    /// The brackets that are open, by what closes them.
    open: Vec<char>,
}

impl<'a> PrettyJson<'a> {
    /// Begins.
    pub(super) fn new(text: &'a str) -> Self {
        let rest = text.trim_start_matches('\u{feff}').trim();
        Self { rest, out: String::with_capacity(text.len() * 2), open: Vec::new() }
    }

    /// Lays out about so many more bytes. Whether there are others.
    pub(super) fn step(&mut self, bytes: usize) -> Result<bool, NotJson> {
        let end = self.rest.len().saturating_sub(bytes);
        while self.rest.len() > end {
            self.token().ok_or(NotJson)?;
        }
        Ok(!self.rest.is_empty())
    }

    /// The whole, once there are no more.
    pub(super) fn finish(mut self) -> Result<String, NotJson> {
        self.out.push('\n');
        if self.open.is_empty() { Ok(self.out) } else { Err(NotJson) }
    }

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
                        (self.open.len() <= DEEPEST).then_some(())?;
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

    fn in_steps(text: &str, bytes: usize) -> Option<String> {
        let mut pretty = PrettyJson::new(text);
        while pretty.step(bytes).ok()? {}
        pretty.finish().ok()
    }

    fn pretty_json(text: &str) -> Option<String> {
        in_steps(text, usize::MAX)
    }

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
        fn it_means_the_same(value in json(), step in 1..20_usize) {
            let pretty = pretty_json(&value.to_string()).unwrap();
            prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), &value);
            let stepwise = in_steps(&value.to_string(), step);
            prop_assert_eq!(stepwise.as_ref(), Some(&pretty));
            // And is laid out as everybody does it.
            prop_assert_eq!(pretty, serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }
}
