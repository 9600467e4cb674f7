//! The one folding for comparisons: texts that differ only in case, or in how their letters are composed, are the same.
//!
//! A browser has the tables of all alphabets built in, so that the app need not bring them; elsewhere they are a library's.

/// A text as it is compared: in full case folding (`ß` is `ss`), and with every letter composed that can be.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // The capital of `ı` is `I`, but it is no `i`. At the end of a word, a small sigma has another form.
    let parts: Vec<_> =
        text.split('ı').map(|part| unicode::recased(part).replace('ς', "σ")).collect();
    parts.join("ı")
}

/// A path, or a part of one, as it is compared. A backslash is a slash.
pub fn fold_path(path: &str) -> String {
    fold(path).replace('\\', "/")
}

/// A path as it is kept and shown: its letters composed, and its folders separated by slashes whatever system it is from.
pub(crate) fn normalize_path(path: String) -> String {
    if path.is_ascii() && !path.contains('\\') {
        return path;
    }
    compose(&path).replace('\\', "/")
}

/// A text with every letter composed that can be: `u` and a diaeresis become `ü`.
pub(crate) fn compose(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { unicode::composed(text) }
}

/// A text with every letter decomposed that can be.
pub(crate) fn decompose(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { unicode::decomposed(text) }
}

/// The letters that a letter of Latin or Armenian is the same as in full case folding, if they are several.
pub(crate) fn expansion(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let (_, letters) = EXPANSIONS.iter().find(|(letter, _)| *letter == c)?;
    Some(letters)
}

/// The longest expansions first.
pub(crate) const EXPANSIONS: [(char, &str); 12] = [
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ß', "ss"),
    ('ẞ', "ss"),
    ('İ', "i\u{307}"),
    ('ŉ', "ʼn"),
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
    ('և', "եւ"),
];

#[cfg(target_arch = "wasm32")]
mod unicode {
    use js_sys::JsString;

    pub(super) fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub(super) fn decomposed(text: &str) -> String {
        JsString::from(text).normalize("NFD").into()
    }

    /// The small letters of the capitals, because letters that are the same have different small letters (`ſ`, `s`) or none in
    /// common (`ß`, `ss`). Small letters first: `ẞ` is a capital, and not that of `ß`.
    pub(super) fn recased(text: &str) -> String {
        let text = JsString::from(text).normalize("NFC").to_lower_case();
        text.to_upper_case().to_lower_case().normalize("NFC").into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod unicode {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn decomposed(text: &str) -> String {
        text.nfd().collect()
    }

    pub(super) fn recased(text: &str) -> String {
        let text = composed(text).to_lowercase();
        composed(&text.to_uppercase().to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_in_any_case_and_composition() {
        for (a, b) in [
            ("README", "readme"),
            ("gru\u{308}n", "GRÜN"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("İ", "i\u{307}"),
            ("ΟΔΟΣ", "οδος"),
            ("\u{212a}", "k"),
            ("ſ", "S"),
            ("ﬁle", "FILE"),
            ("\u{1fd3}", "\u{390}"),
            ("한", "\u{1112}\u{1161}\u{11ab}"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [("ı", "i"), ("u", "ü"), ("s", "ß"), ("o", "ø")] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn every_letter_is_the_same_in_any_case() {
        let has_case = |c: &char| !c.to_lowercase().eq([*c]) || !c.to_uppercase().eq([*c]);
        for c in ('\0'..=char::MAX).filter(|c| *c != 'ı' && has_case(c)) {
            let letter = c.to_string();
            let folded = fold(&letter);
            assert_eq!(fold(&folded), folded, "{c:?}");
            for other in
                [letter.to_lowercase(), letter.to_uppercase(), decompose(&letter), compose(&letter)]
            {
                assert_eq!(fold(&other), folded, "{c:?} {other:?}");
            }
        }
    }

    #[test]
    fn expansions_are_the_folded_letters() {
        for (letter, letters) in EXPANSIONS {
            assert_eq!(fold(&letter.to_string()), letters);
        }
    }

    #[test]
    fn a_path_has_slashes_and_composed_letters() {
        assert_eq!(normalize_path("a\\gru\u{308}n.md".to_owned()), "a/grün.md");
        assert_eq!(normalize_path("/src/Main.rs".to_owned()), "/src/Main.rs");
        assert_eq!(fold_path("SRC\\Gru\u{308}n"), "src/grün");
    }

    proptest! {
        #[test]
        fn composition_makes_no_difference(text in "\\PC{0,12}") {
            prop_assert_eq!(fold(&compose(&text)), fold(&decompose(&text)));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
