use std::ops::Range;

use neptun_api::ProjectFile;
use proptest::prelude::*;

use super::*;
use crate::ProjectFiles;

fn file(id: usize, path: &str, category: &str, kind: &str, text: &str) -> ProjectFile {
    ProjectFile {
        context_file_category: Some(category.to_owned()),
        context_file_type: kind.to_owned(),
        text: text.to_owned(),
        ..ProjectFile::at(path, (id as i64 + 1).try_into().unwrap(), 1.try_into().unwrap())
    }
}

fn project(texts: &[&str]) -> ProjectFiles {
    let files = texts.iter().enumerate();
    let files = files.map(|(id, text)| file(id, &format!("/{id:05}.txt"), "a", "b", text));
    ProjectFiles::new(str::to_lowercase, files)
}

fn search(query: &SearchQuery) -> Search {
    let matcher: Box<dyn Matcher> = match query.is_expression {
        true => Box::new(Expression::new(&query.text, query.options).unwrap()),
        false => plain(&query.text, query.options),
    };
    Search::new(matcher, query, PathPattern::new(&query.path.to_lowercase()))
}

fn query(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

/// Searches to the end.
fn finish(search: &mut Search, files: &ProjectFiles, budget: usize) {
    while search.step(files, budget) == Step::More {}
}

fn done(files: &ProjectFiles, query: &SearchQuery) -> Search {
    let mut search = search(query);
    finish(&mut search, files, 1_000);
    search
}

/// Of each line that has a match: its file, its number, where it begins, and its first match; and how many matches there are.
type Lines = (Vec<(usize, usize, usize, Range<usize>)>, usize);

/// Asks the matcher for one line after the other.
fn naively(files: &ProjectFiles, query: &SearchQuery) -> Lines {
    let (mut lines, mut matches) = (Vec::new(), 0);
    let path = PathPattern::new(&query.path.to_lowercase());
    let mut rows = files.rows(&query.files());
    rows.sort();
    for index in rows {
        let file = files.get(index).unwrap();
        if !path.fits(&file.original_path.to_lowercase()) {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            let start = line.as_ptr() as usize - file.text.as_ptr() as usize;
            let single = project(&[line]);
            let found = done(
                &single,
                &SearchQuery {
                    path: String::new(),
                    category: None,
                    file_type: None,
                    ..query.clone()
                },
            )
            .found;
            matches += found.matches;
            if let Some(found) = found.files.first() {
                let first = found.kept[0].first_match();
                lines.push((index, number + 1, start, start + first.start..start + first.end));
            }
        }
    }
    (lines, matches)
}

fn kept(found: &Found) -> Lines {
    let lines = found.files.iter().flat_map(|file| {
        let line = |line: &FoundLine| {
            (file.file, line.number as usize, line.start as usize, line.first_match())
        };
        file.kept.iter().map(line)
    });
    (lines.collect(), found.matches)
}

fn any_file() -> impl Strategy<Value = (String, String, String, String)> {
    let of = |values: &'static [&'static str]| prop::sample::select(values).prop_map(str::to_owned);
    (
        of(&["/src/A.ts", "/src/b.ts", "/docs/É.md"]),
        of(&["a", "b"]),
        of(&["x", "y"]),
        "[abAé \r\n\n]{0,30}",
    )
}

fn any_query() -> impl Strategy<Value = SearchQuery> {
    let options = (any::<bool>(), any::<bool>())
        .prop_map(|(match_case, whole_word)| Options { match_case, whole_word });
    let limit = || prop::option::of(prop::sample::select(vec!["a", "x"]).prop_map(str::to_owned));
    let path = prop::sample::select(vec!["", "*.ts", "src", "!É.md"]).prop_map(str::to_owned);
    let wanted = prop_oneof![
        "[abAé ]{0,3}".prop_map(|text| (text, false)),
        prop::sample::select(vec!["a+", "^.", "[^b]$", "b?a"])
            .prop_map(|text| (text.to_owned(), true)),
    ];
    (wanted, options, limit(), limit(), path).prop_map(
        |((text, is_expression), options, category, file_type, path)| SearchQuery {
            text,
            is_expression,
            options,
            category,
            file_type,
            path,
        },
    )
}

proptest! {
    #[test]
    fn finds_what_is_found_line_by_line(
        given in prop::collection::vec(any_file(), 0..8),
        query in any_query(),
        budget in 1..200_usize,
        first in 0..8_usize,
    ) {
        let all: Vec<_> = given.iter().enumerate()
            .map(|(id, (path, category, kind, text))| file(id, path, category, kind, text))
            .collect();
        let whole = ProjectFiles::new(str::to_lowercase, all.clone());
        let mut at_once = search(&query);
        finish(&mut at_once, &whole, budget);
        prop_assert_eq!(kept(&at_once.found), naively(&whole, &query));

        // The same while files come in.
        let mut coming = all.clone();
        let late = coming.split_off(first.min(coming.len()));
        let mut files = ProjectFiles::new(str::to_lowercase, coming);
        let mut growing = search(&query);
        growing.step(&files, budget);
        files.extend(late);
        finish(&mut growing, &files, budget);
        prop_assert_eq!(kept(&growing.found), kept(&at_once.found));
        for found in &growing.found.files {
            prop_assert_eq!(found.kept.len(), found.lines);
        }
    }

    #[test]
    fn marks_are_all_matches_in_the_excerpt(
        before in "[ \tab日]{0,80}", text in "[ab é]{0,400}", wanted in "[ab]{1,2}",
    ) {
        let text = format!("x\n{before}{wanted}{text}\nx");
        let files = project(&[&text]);
        let mut search = done(&files, &query(&wanted));
        let line = search.found.files[0].kept[0];
        let indented = Excerpt::around(&text, &line, true);
        let from_the_start = indented.bytes.start == line.start as usize;
        prop_assert!(from_the_start || indented.is_cut_before);
        let excerpt = Excerpt::around(&text, &line, false);
        let shown = &text[excerpt.bytes.clone()];
        prop_assert!(excerpt.bytes.contains(&line.first_match().start) && shown.len() <= 240);
        prop_assert!(!shown.contains('\n') && !shown.starts_with([' ', '\t']) || excerpt.is_cut_before);
        let whole = text.lines().nth(1).unwrap();
        prop_assert_eq!(excerpt.is_cut_after, !whole.ends_with(shown));
        let marks = search.marks(&text, &line, &excerpt);
        let found: Vec<_> = text.match_indices(&wanted)
            .map(|(at, _)| at..at + wanted.len())
            .filter(|found| excerpt.bytes.contains(&found.start))
            .collect();
        prop_assert_eq!(marks.len(), found.len());
        for (mark, found) in marks.iter().zip(&found) {
            prop_assert_eq!(mark.start, found.start);
        }
    }
}

#[test]
fn what_is_not_kept_is_counted_and_found_again() {
    let text = "aa\nb\n".repeat(1_000);
    let files = project(&[&text, "a", &text]);
    let mut search = done(&files, &query("a"));
    assert_eq!(search.found.matches, 4_001);
    let file = &search.found.files[0];
    assert_eq!((file.matches, file.lines, file.kept.len()), (2_000, 1_000, 200));
    assert_eq!(file.lines_left_out(), 800);
    search.keep_more(&files, 0, 500);
    assert_eq!(search.found.files[0].kept.len(), 700);
    search.keep_more(&files, 0, 500);
    let numbers: Vec<_> = search.found.files[0].kept.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (0..1_000).map(|line| line * 2 + 1).collect::<Vec<_>>());
    search.keep_more(&files, 0, 500);
    assert_eq!(search.found.files[0].lines_left_out(), 0);
}

#[test]
fn memory_is_bounded_and_counts_are_not() {
    let text = "a\n".repeat(1_000);
    let files = project(&vec![&*text; 600]);
    let mut search = done(&files, &query("a"));
    assert_eq!((search.found.matches, search.found.files.len()), (600_000, 600));
    let kept: usize = search.found.files.iter().map(|file| file.kept.len()).sum();
    assert_eq!(kept, 100_000);
    search.keep_more(&files, 599, 20);
    assert_eq!(search.found.files[599].kept.len(), 20);
}

#[test]
fn a_step_is_short_whatever_it_meets() {
    let line = "a".repeat(1_000_000);
    let files = project(&[&line]);
    let mut search = search(&query("a"));
    let mut steps = 0;
    while search.step(&files, 64_000) == Step::More {
        steps += 1;
        assert!(search.found.matches <= steps * 64_000 / 128 + 1);
    }
    assert_eq!(search.found.matches, 1_000_000);
    assert_eq!(search.found.files[0].lines, 1);
}

#[test]
fn another_list_is_noticed() {
    let mut search = search(&query("a"));
    assert_eq!(search.step(&project(&["a"]), 100), Step::Done);
    assert_eq!(search.step(&project(&["a"]), 100), Step::OtherFiles);
}

#[test]
fn lines_around_a_line() {
    let text = "1\r\n2\n  3 x\n    4\n\n6";
    let files = project(&[text]);
    let search = done(&files, &query("x"));
    let around = |count| {
        let lines = lines_around(text, &search.found.files[0].kept[0], count);
        lines.into_iter().map(|(number, line)| (number, &text[line.bytes])).collect::<Vec<_>>()
    };
    assert_eq!(around(2), [(1, "1"), (2, "2"), (4, "    4"), (5, "")]);
    assert_eq!(around(9), [(1, "1"), (2, "2"), (4, "    4"), (5, ""), (6, "6")]);
}
