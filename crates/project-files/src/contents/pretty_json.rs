//! Pretty-prints JSON, JSON with comments, JSON5, and several documents one after the other (JSON lines).
//!
//! Only the white space between tokens changes. Parsing and serializing would round numbers, and drop comments and one of two members
//! of the same name, so that the file would look different from what it is. The libraries that keep comments know only some of these
//! forms, build a tree, and are larger than this.

mod tokens;

use tokens::{Kind, Token, Tokens};

const INDENT: &str = "  ";

/// Of anything nested deeper, the indentation would be most of the output.
const MAX_DEPTH: usize = 500;

/// Puts each member, item and document on a line of its own. Nothing if the text is none of these forms.
pub fn pretty_json(text: &str) -> Option<String> {
    let mut pretty = PrettyJson {
        out: String::with_capacity(text.len() * 2),
        last: None,
        open: Vec::new(),
        expected: Expected::Value,
    };
    let mut has_value = false;
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next() {
        let token = token.ok()?;
        has_value |= !matches!(token.kind, Kind::LineComment | Kind::BlockComment);
        pretty.write(&token, &tokens);
        pretty.accept(&token)?;
        pretty.last = Some(token.kind);
    }
    pretty.out.push('\n');
    (has_value && pretty.open.is_empty()).then_some(pretty.out)
}

struct PrettyJson {
    out: String,
    last: Option<Kind>,
    /// The closing brackets that are still to come.
    open: Vec<char>,
    expected: Expected,
}

/// The tokens that may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    /// A value, or the end of the array.
    Item,
    /// The key of a member, or the end of the object.
    Key,
    Colon,
    /// A comma, or the end of the array or object.
    Comma,
}

/// The white space before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Nothing,
    Space,
    NewLine,
}

impl PrettyJson {
    /// Checks that a token may come here.
    fn accept(&mut self, token: &Token<'_>) -> Option<()> {
        use Expected::{Colon, Comma, Item, Key, Value};
        self.expected = match (token.kind, self.expected) {
            (Kind::LineComment | Kind::BlockComment, expected) => expected,
            (Kind::Open, Value | Item) => {
                let is_object = token.text == "{";
                self.open.push(if is_object { '}' } else { ']' });
                (self.open.len() <= MAX_DEPTH).then_some(())?;
                if is_object { Key } else { Item }
            }
            (Kind::Close, Item | Key | Comma) => {
                self.open.pop().filter(|close| token.text.starts_with(*close))?;
                self.behind_value()
            }
            (Kind::Comma, Comma) => {
                if self.open.last() == Some(&'}') {
                    Key
                } else {
                    Item
                }
            }
            (Kind::Colon, Colon) => Value,
            (Kind::String, Key) => Colon,
            (Kind::Word, Key) if token.is_identifier() => Colon,
            (Kind::String, Value | Item) => self.behind_value(),
            (Kind::Word, Value | Item) if token.is_literal() => self.behind_value(),
            _ => return None,
        };
        Some(())
    }

    /// Behind a document comes the next one.
    fn behind_value(&self) -> Expected {
        if self.open.is_empty() { Expected::Value } else { Expected::Comma }
    }

    fn write(&mut self, token: &Token<'_>, rest: &Tokens<'_>) {
        match self.separator(token, rest) {
            Separator::Nothing => {}
            Separator::Space => self.out.push(' '),
            Separator::NewLine => {
                let depth = self.open.len().saturating_sub(usize::from(token.kind == Kind::Close));
                self.out.push('\n');
                for _ in 0..depth {
                    self.out.push_str(INDENT);
                }
            }
        }
        self.out.push_str(token.text);
    }

    /// The white space before a token. Comments stay on the line that they share with what is before them, or else with what is behind.
    fn separator(&self, token: &Token<'_>, rest: &Tokens<'_>) -> Separator {
        use Separator::{NewLine, Nothing, Space};
        let Some(last) = self.last else { return Nothing };
        let line_or_space = if token.is_on_new_line { NewLine } else { Space };
        match (last, token.kind) {
            (Kind::LineComment, _) => NewLine,
            (Kind::Open, Kind::Close) => Nothing,
            (_, Kind::Close) => NewLine,
            (_, Kind::Comma | Kind::Colon) => Nothing,
            (Kind::BlockComment, _) => line_or_space,
            (_, Kind::BlockComment) if !token.is_on_new_line && rest.line_goes_on_with_value() => {
                before_value(last)
            }
            (_, Kind::LineComment | Kind::BlockComment) => line_or_space,
            _ => before_value(last),
        }
    }
}

/// The white space between a token and a key or a value.
fn before_value(last: Kind) -> Separator {
    if last == Kind::Colon { Separator::Space } else { Separator::NewLine }
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
    fn comments_stay_where_they_are() {
        for (text, expected) in [
            ("{\n// keep me\n  \"x\": 1\n}", "{\n  // keep me\n  \"x\": 1\n}\n"),
            ("{\"x\":1, // one\r\"y\":2}", "{\n  \"x\": 1, // one\n  \"y\": 2\n}\n"),
            ("// a\r\n[]//b", "// a\n[] //b\n"),
            ("[1 // one\n,2]", "[\n  1 // one\n  ,\n  2\n]\n"),
            ("[1,/* two */2 /* too */, 3]", "[\n  1,\n  /* two */ 2 /* too */,\n  3\n]\n"),
            ("[/* a\n b */]", "[ /* a\n b */\n]\n"),
            ("[\n/* a */ ]", "[\n  /* a */\n]\n"),
            ("{a/* key */:/* value */1}", "{\n  a /* key */: /* value */ 1\n}\n"),
        ] {
            assert_eq!(pretty_json(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn json5_is_laid_out() {
        let text = "{a:'b c', $b:+1,\"it's\":[.5,5.,0xFf,-Infinity,NaN,],\\u00e9é:'\\\r\n\\'',}";
        let expected = "{
  a: 'b c',
  $b: +1,
  \"it's\": [
    .5,
    5.,
    0xFf,
    -Infinity,
    NaN,
  ],
  \\u00e9é: '\\\r\n\\'',
}
";
        assert_eq!(pretty_json(text).as_deref(), Some(expected));
    }

    #[test]
    fn documents_stay_apart() {
        let text = "\u{feff}{\"a\":1}\n{\"a\":2}\n\n3 4\ttrue\"x\"";
        let expected = "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n3\n4\ntrue\n\"x\"\n";
        assert_eq!(pretty_json(text).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in [
            "",
            " \n",
            "// nothing",
            "{",
            "[1}",
            "]",
            "{\"a",
            "1, 2",
            "\"a\nb\"",
            "'a\rb'",
            "[1 2]",
            "[1,,2]",
            "[,]",
            "{,}",
            "{a}",
            "{a:}",
            "{a:1 b:2}",
            "{1:2}",
            "{a-b:1}",
            "{a:b}",
            "[a]",
            "012",
            "0x",
            "1e",
            ".",
            "+-1",
            "1/2",
            "[1] /* open",
            "\\u12",
            "{\\u12:1}",
            "a: 1",
            "# 1",
            &"[1,".repeat(600),
            &format!("{}{}", "[".repeat(501), "]".repeat(501)),
        ] {
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

    fn tokens_of(text: &str) -> Vec<&str> {
        Tokens::new(text).map(|token| token.unwrap().text).collect()
    }

    /// Documents with all that JSON5 allows, with comments and white space everywhere.
    fn json5() -> impl Strategy<Value = String> {
        let gap = || {
            prop::sample::select(vec![
                "",
                "",
                " ",
                "\n",
                "\r\n",
                "/* a\n b */",
                " // c\n",
                "\t//d\r",
                "/**/",
            ])
        };
        let leaf = prop_oneof![
            prop::sample::select(vec![
                "null", "true", "-1.5e+3", "+.5", "0xA", "Infinity", "'b c'", "\"//\"", "'\\\n\"'",
                "{}", "[]"
            ])
            .prop_map(str::to_owned),
            "'[a-c é,:{}]{0,6}'",
        ];
        let key = prop::sample::select(vec!["a", "$_1", "'b c'", "\"d\"", "null"]);
        let value = leaf.prop_recursive(4, 24, 4, move |inner| {
            let item =
                (gap(), inner.clone(), gap()).prop_map(|(a, item, b)| [a, &item, b].concat());
            let member = (gap(), key.clone(), gap(), gap(), inner, gap())
                .prop_map(|(a, key, b, c, value, d)| [a, key, b, ":", c, &value, d].concat());
            let list =
                |open: &'static str, close: &'static str, items: Vec<String>, comma: bool| {
                    let comma = if comma && !items.is_empty() { "," } else { "" };
                    [open, &items.join(","), comma, close].concat()
                };
            prop_oneof![
                (prop::collection::vec(item, 0..4), any::<bool>())
                    .prop_map(move |(items, comma)| list("[", "]", items, comma)),
                (prop::collection::vec(member, 0..4), any::<bool>())
                    .prop_map(move |(items, comma)| list("{", "}", items, comma)),
            ]
        });
        prop::collection::vec((gap(), value), 1..4).prop_map(|documents| {
            documents.iter().map(|(gap, value)| format!("{gap}\n{value}")).collect()
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

        #[test]
        fn nothing_but_white_space_changes(text in json5()) {
            let pretty = pretty_json(&text).unwrap();
            prop_assert_eq!(tokens_of(&pretty), tokens_of(&text));
            prop_assert_eq!(pretty_json(&pretty), Some(pretty));
        }

        #[test]
        fn any_text_keeps_its_tokens_or_is_left_alone(text in r#"([{}\[\],:'"/*\\ \n\ra1é-]|//|/\*|\*/){0,12}"#) {
            if let Some(pretty) = pretty_json(&text) {
                prop_assert_eq!(tokens_of(&pretty), tokens_of(&text));
                prop_assert_eq!(pretty_json(&pretty), Some(pretty));
            }
        }
    }
}
