//! The order of names as people count: `file2` before `file10`, capitals beside small letters.

use std::cmp::Ordering;

use memchr::memrchr;

/// The order of two names. Only names that are the same are equal.
///
/// Small letters are in the order of their code points: the tables for that of an alphabet are larger than the whole tree.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (mut left_chars, mut right_chars) = (left.chars(), right.chars());
        let order = match (left_chars.next(), right_chars.next()) {
            (Some(l), Some(r)) if l.is_ascii_digit() && r.is_ascii_digit() => {
                let (x, y) = (take_number(&mut left), take_number(&mut right));
                // Without leading zeros, the longer one is the greater one.
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            (Some(l), Some(r)) => {
                (left, right) = (left_chars.as_str(), right_chars.as_str());
                compare_letters(l, r)
            }
            // One has ended; if both have, they differ in capitals or zeros at most.
            (l, r) => return l.is_some().cmp(&r.is_some()).then_with(|| a.cmp(b)),
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// The order of two paths, as in a tree: by the folder in which they part, where folders come before files.
pub fn compare_paths(a: &str, b: &str) -> Ordering {
    // Most paths have their first folders in common.
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let start = memrchr(b'/', &a.as_bytes()[..common]).map_or(0, |slash| slash + 1);
    let (mut a, mut b) = (&a[start..], &b[start..]);
    loop {
        (a, b) = (a.trim_start_matches('/'), b.trim_start_matches('/'));
        match (a.split_once('/'), b.split_once('/')) {
            (Some((a_folder, a_rest)), Some((b_folder, b_rest))) => {
                if a_folder != b_folder {
                    return compare(a_folder, b_folder);
                }
                (a, b) = (a_rest, b_rest);
            }
            (Some(_), None) => return Ordering::Less,
            (None, Some(_)) => return Ordering::Greater,
            (None, None) => return compare(a, b),
        }
    }
}

fn compare_letters(a: char, b: char) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase())
    } else {
        a.to_lowercase().cmp(b.to_lowercase())
    }
}

/// Takes the digits off the beginning, and returns them without leading zeros.
fn take_number<'a>(text: &mut &'a str) -> &'a str {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_in_the_order_in_which_people_count() {
        let sorted = [
            ".gitignore",
            "1.txt",
            "2.txt",
            "10.txt",
            "_app.tsx",
            "a",
            "App.tsx",
            "app2",
            // As 10, with something more to tell it apart.
            "app010",
            "app10",
            "b",
            "README.md",
            "z",
            "Ærø",
            "ærø2",
            "Ærø10",
            "ÖL",
            "öl",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_unstable_by(|a, b| compare(a, b));
        assert_eq!(names, sorted);
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "[aB0-2.éÉ]{0,5}", b in "[aB0-2.éÉ]{0,5}", c in "[aB0-2.éÉ]{0,5}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b).is_eq(), a == b);
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
        }
    }
}
