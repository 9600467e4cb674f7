use proptest::prelude::*;

use super::letters::is_mark;
use super::*;
use crate::fold::compose;

/// All matches in a text, looked for in parts.
fn all(matcher: &mut dyn Matcher, text: &str, part: usize) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut reach = Reach::default();
    while at < text.len() {
        reach.set(text, at..at + part);
        match matcher.next(text, at, &reach) {
            Next::Match(range) => {
                at = range.end;
                found.push(range);
            }
            Next::NoneBefore(place) => {
                assert!(place >= (at + part).min(text.len()) && text.is_char_boundary(place));
                at = place;
            }
        }
    }
    found
}

/// The lines of a text with their starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    crate::text::lines(text).map(|line| (line.as_ptr() as usize - text.as_ptr() as usize, line))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// The same for texts that are the same to the search.
fn canonical(text: &str, options: MatchOptions) -> String {
    // The sign for kelvin stays another character than `K`.
    if options.match_case {
        compose(&text.replace('\u{212a}', "\u{e000}"))
    } else {
        crate::fold(text)
    }
}

/// Looks at every part of every line.
fn naively(wanted: &str, options: MatchOptions, text: &str) -> Vec<Range<usize>> {
    let wanted = canonical(wanted, options);
    let mut found = Vec::new();
    for (start, line) in lines(text) {
        let places: Vec<_> =
            line.char_indices().map(|(at, _)| at).chain(std::iter::once(line.len())).collect();
        let fits = |at: usize, end: usize| {
            let next = line[end..].chars().next();
            let previous = line[..at].chars().next_back();
            let is_whole_word = !previous.is_some_and(is_word) && !next.is_some_and(is_word);
            canonical(&line[at..end], options) == wanted
                && !next.is_some_and(is_mark)
                && (!options.whole_word || is_whole_word)
        };
        let mut from = 0;
        for at in &places {
            // No letter is longer than three of the wanted text.
            let ends = places.iter().filter(|end| *end > at).take(3 * wanted.chars().count());
            if *at >= from
                && let Some(end) = ends.copied().find(|end| fits(*at, *end))
            {
                found.push(start + at..start + end);
                from = end;
            }
        }
    }
    found
}

/// The matches that the `regex` crate finds in each line by itself.
fn line_by_line(expression: &str, options: MatchOptions, text: &str) -> Vec<Range<usize>> {
    let word =
        |edge| if options.whole_word { format!(r"\b{{{edge}-half}}") } else { String::new() };
    let regex =
        regex::RegexBuilder::new(&format!("{}(?:{expression}){}", word("start"), word("end")))
            .case_insensitive(!options.match_case)
            .multi_line(true)
            .crlf(true)
            .build()
            .unwrap();
    let in_line = |(start, line)| {
        let found: Vec<_> = regex.find_iter(line).filter(|found| !found.is_empty()).collect();
        found.into_iter().map(move |found| start + found.start()..start + found.end())
    };
    lines(text).flat_map(in_line).collect()
}

fn options() -> impl Strategy<Value = MatchOptions> {
    (any::<bool>(), any::<bool>())
        .prop_map(|(match_case, whole_word)| MatchOptions { match_case, whole_word })
}

/// Few characters, so that something is found: letters that have more than two cases or another length in another case, and every
/// kind of line end.
const TEXT: &str = "[aabBkKſsS_ \u{212a}ßẞéÉσςΣ\u{130}ı日\r\n\n.-]{0,90}";
/// The same with letters whose marks stand apart, and with letters that are several.
const LETTERS: &str =
    "[aeEsSßẞtiIfﬁﬀﬃﬆéÉ\u{130}\u{301}\u{301}\u{307}\u{307} ǖüu\u{308}\u{304}\r\n]{0,60}";

#[test]
fn a_letter_that_is_several_may_have_marks() {
    let text = "ß\u{304}\r";
    let found = all(&mut *plain("ß\u{304}", MatchOptions::default()), text, 1);
    assert_eq!((found.len(), found.first()), (1, Some(&(0..4))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn finds_as_much_as_a_naive_search(
        text in TEXT,
        wanted in "[abBkKsSſ_ \u{212a}ßẞÉéσΣıi日.-]{0,4}",
        options in options(),
        part in 1..40_usize,
        padding in prop::sample::select(vec![0_usize, 70, 200]),
    ) {
        // Long enough for whole blocks.
        let text = format!("{text}{}{text}", "x".repeat(padding));
        let found = all(&mut *plain(&wanted, options), &text, part);
        prop_assert_eq!(found, naively(&wanted, options, &text));
    }

    #[test]
    fn finds_letters_in_every_form(
        text in LETTERS,
        wanted in "[aesSßfftié\u{130}\u{301}\u{307}uǖü\u{308}\u{304}]{1,4}",
        options in options(),
        part in 1..40_usize,
    ) {
        let found = all(&mut *plain(&wanted, options), &text, part);
        prop_assert_eq!(found, naively(&wanted, options, &text));
    }

    #[test]
    fn finds_a_part_of_the_text(
        text in TEXT, from in 0..60_usize, length in 1..6_usize, options in options(), part in 1..40_usize,
    ) {
        let wanted = text.chars().skip(from).take(length).take_while(|c| !"\r\n".contains(*c));
        let wanted: String = wanted.collect();
        let found = all(&mut *plain(&wanted, options), &text, part);
        prop_assert_eq!(found, naively(&wanted, options, &text));
    }

    #[test]
    fn expressions_find_as_much_as_the_regex_crate(
        text in TEXT,
        expression in prop::sample::select(vec![
            "a", "a+", "a*", ".", ".+", "^", "^a", "b$", "$", "^.*$", r"\bab\b", r"\b", r"\w+", r"\W", r"\s+", "[^a]",
            "[^a]+b", "a|ab", "(?:ab|a)(?-i:B)", "é", r"k\b", r"\Bs", "σ.", "a{2,3}?", r"\n?", r"a\s*b", "(a|b)*", r"(?s).+",
            "ß|日", r"(\r|$)", r"-\s", "i",
        ]),
        options in options(),
        part in 1..40_usize,
    ) {
        let mut matcher = Expression::new(expression, options).unwrap();
        let found = all(&mut matcher, &text, part);
        prop_assert_eq!(found, line_by_line(expression, options, &text));
    }

    #[test]
    fn an_expression_without_signs_is_a_plain_text(
        text in TEXT, wanted in "[abéÉσ_ ]{1,3}", match_case: bool,
    ) {
        let options = MatchOptions { match_case, whole_word: false };
        let found = all(&mut Expression::new(&wanted, options).unwrap(), &text, 1_000);
        prop_assert_eq!(found, all(&mut *plain(&wanted, options), &text, 1_000));
    }
}

#[test]
fn errors_in_expressions_are_explained() {
    let wrong = |expression| match Expression::new(expression, MatchOptions::default()) {
        Ok(_) => panic!("{expression} is one"),
        Err(error) => (error.to_string(), error.part),
    };
    assert_eq!(wrong("ab(c"), ("unclosed group".to_owned(), Some(2..3)));
    assert_eq!(wrong("é[a"), ("unclosed character class".to_owned(), Some(2..3)));
    assert_eq!(wrong("a**)"), ("unopened group".to_owned(), Some(3..4)));
    assert_eq!(wrong(r"(a)\1"), ("backreferences are not supported".to_owned(), Some(3..5)));
    let across_lines = "matches stay within a line, use $ for its end";
    for expression in [r"a\nb", r"\r\n", r"a[\r\n]+b", "(a\n|b\n)+", r"(?s)a.\n"] {
        assert_eq!(wrong(expression), (across_lines.to_owned(), None), "{expression:?}");
    }
    assert_eq!(wrong(r"\w{1000}{10}"), ("the expression is too large".to_owned(), None));
}
