//! Letters that differ only in case.

/// One letter for all that differ only in case: Unicode's simple case folding, in which a letter becomes one letter.
///
/// It is the small form of the capital, because some letters have a capital in common: `ſ` and `s`, `ς` and `σ`.
pub(super) fn fold(c: char) -> char {
    match c {
        ..='\x7f' => c.to_ascii_lowercase(),
        // Its capital is `I`, but it is no `i`.
        'ı' => c,
        // They have no capital of one letter in common.
        '\u{1fd3}' => '\u{390}',
        '\u{1fe3}' => '\u{3b0}',
        '\u{fb05}' => '\u{fb06}',
        c => {
            let capital = single(c.to_uppercase()).unwrap_or(c);
            single(capital.to_lowercase()).unwrap_or(capital)
        }
    }
}

fn single(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

    use super::*;

    /// The letters that are the same in any case, by the tables of regular expressions.
    fn same(c: char) -> Vec<char> {
        let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
        class.try_case_fold_simple().unwrap();
        class.iter().flat_map(|range| range.start()..=range.end()).collect()
    }

    #[test]
    fn folds_as_unicode_does() {
        let mut classes: HashMap<char, Vec<char>> = HashMap::new();
        for c in '\0'..=char::MAX {
            classes.entry(fold(c)).or_default().push(c);
        }
        // Letters that are newer than the other tables.
        let is_young = |c| matches!(c, '\u{a7ce}'..='\u{a7d5}' | '\u{16ea0}'..='\u{16ed3}');
        for class in classes.values().filter(|class| !is_young(class[0])) {
            for c in class {
                assert_eq!(same(*c), *class, "{c:?}");
            }
        }
    }
}
