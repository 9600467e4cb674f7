//! Halves of surrogate pairs: JavaScript's strings can hold them, `JSON.stringify` writes them, and `serde_json` refuses them.

use crate::long_text::code_unit;

/// Replaces each escaped half of a surrogate pair by an escaped replacement character; `None` if there is none.
pub(super) fn replace_lone(json: &str) -> Option<String> {
    let mut replaced = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(backslash) = json[at..].find('\\') {
        let start = at + backslash;
        at = start
            + match (code_unit(json, start), code_unit(json, start + 6)) {
                (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => 12,
                (Some(0xD800..0xE000), _) => {
                    replaced.push_str(&json[copied..start]);
                    replaced.push_str("\\ufffd");
                    copied = start + 6;
                    6
                }
                // An escaped backslash must not begin an escape. Whatever else it escapes is one byte or broken.
                _ if json[start + 1..].starts_with('\\') => 2,
                _ => 1,
            };
    }
    (copied > 0).then(|| replaced + &json[copied..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs_are_kept_and_halves_replaced() {
        assert_eq!(replace_lone(r#""\ud83d\ude00 \u00e9 \\ud83d""#), None);
        for (json, replaced) in [
            (r"a\ud83db", r"a\ufffdb"),
            (r"\ud83d\u0041", r"\ufffd\u0041"),
            (r"\ude00\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\\\ud83d", r"\\\ufffd"),
            (r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00"),
        ] {
            assert_eq!(replace_lone(json).as_deref(), Some(replaced), "{json}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(json in "(\\\\|u|d8|dc|00|é|[0-9a-f])*") {
            let _ = replace_lone(&json);
        }
    }
}
