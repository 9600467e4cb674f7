//! From a position in a JSON text to the path of the value there.
//!
//! Tracking the path during decoding would double the code of every type in the bundle; here one small scan is
//! done, and only after something went wrong.

/// What the position is inside of.
enum Frame {
    Object { key: Option<String>, at_key: bool },
    Array { index: usize },
}

/// The byte offset of a position that `serde_json` reports: `line` from 1, `column` bytes of that line read.
pub(super) fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => json
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(line - 2)
            .map_or(json.len(), |(at, _)| at + 1),
    };
    (start + column).min(json.len())
}

/// The path of the value at `offset`, for example `files[3].id`. The text before it is taken to be valid.
pub(super) fn at(json: &[u8], offset: usize) -> String {
    let json = &json[..offset.min(json.len())];
    let mut frames = Vec::new();
    let mut position = 0;
    while let Some(&byte) = json.get(position) {
        position += 1;
        match (byte, frames.last_mut()) {
            (b'{', _) => frames.push(Frame::Object { key: None, at_key: true }),
            (b'[', _) => frames.push(Frame::Array { index: 0 }),
            (b'}' | b']', _) => {
                frames.pop();
            }
            (b',', Some(Frame::Array { index })) => *index += 1,
            (b',', Some(Frame::Object { key, at_key })) => (*key, *at_key) = (None, true),
            (b':', Some(Frame::Object { at_key, .. })) => *at_key = false,
            (b'"', frame) => {
                let end = end_of_string(json, position);
                if let Some(Frame::Object { key, at_key: true }) = frame {
                    let text = json.get(position..end - 1).unwrap_or_default();
                    *key = Some(String::from_utf8_lossy(text).into_owned());
                }
                position = end;
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object { key: Some(key), .. } => push_key(&mut path, &key),
            Frame::Object { key: None, .. } => {}
            Frame::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// Appends the key of an object to a path.
pub(super) fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}

/// The offset behind the closing quote of the string whose content begins at `start`.
fn end_of_string(json: &[u8], start: usize) -> usize {
    let mut position = start;
    while let Some(byte) = json.get(position) {
        position += match byte {
            b'"' => return position + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    json.len().max(start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_keys_and_indices() {
        let json = br#"{"a":{"b\"]":[1,{"c":"x,y"},3]},"d":4}"#;
        let path_of = |needle: &str| {
            let text = std::str::from_utf8(json).unwrap();
            at(json, text.find(needle).unwrap() + 1)
        };
        assert_eq!(path_of("x,y"), "a.b\\\"][1].c");
        assert_eq!(path_of("3"), "a.b\\\"][2]");
        assert_eq!(path_of("4"), "d");
        assert_eq!(at(json, json.len()), "");
    }

    #[test]
    fn offsets_count_lines_from_one() {
        assert_eq!(offset(b"ab\ncd\n", 1, 2), 2);
        assert_eq!(offset(b"ab\ncd\n", 2, 1), 4);
        assert_eq!(offset(b"ab\ncd\n", 9, 1), 6);
    }

    proptest! {
        #[test]
        fn never_panics(json: Vec<u8>, offset: usize) {
            at(&json, offset);
        }
    }
}
