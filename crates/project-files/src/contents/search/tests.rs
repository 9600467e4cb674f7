use neptun_api::ProjectFile;
use proptest::prelude::*;

use super::*;

fn file(id: usize, path: &str, category: &str, kind: &str, text: &str) -> ProjectFile {
    ProjectFile {
        context_file_category: Some(category.to_owned()),
        context_file_type: kind.to_owned(),
        text: text.to_owned(),
        ..ProjectFile::at(path, (id as i64 + 1).try_into().unwrap(), 1.try_into().unwrap())
    }
}

fn contents(files: impl IntoIterator<Item = ProjectFile>) -> Contents {
    let mut contents = Contents::default();
    files.into_iter().for_each(|file| contents.push(file));
    contents
}

fn project(texts: &[&str]) -> Contents {
    let files = texts.iter().enumerate();
    contents(files.map(|(id, text)| file(id, &format!("/{id:05}.txt"), "a", "b", text)))
}

fn matcher(query: &SearchQuery) -> Box<dyn Matcher> {
    if query.is_expression {
        Box::new(Expression::new(&query.text, query.options).unwrap())
    } else {
        plain(&query.text, query.options)
    }
}

fn query(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

/// Searches to the end, and adds the results of every step.
fn finish(search: &mut Search, contents: &Contents, budget: usize, results: &mut Vec<FoundFile>) {
    loop {
        let step = search.step(contents, budget);
        collect(search, results);
        if step == Step::Done {
            return;
        }
    }
}

/// Adds the results since the last time, as a receiver of them does.
fn collect(search: &mut Search, results: &mut Vec<FoundFile>) {
    for found in search.take_found() {
        match results.last_mut().filter(|last| last.id == found.id) {
            Some(last) => {
                last.matches += found.matches;
                last.lines += found.lines;
                last.kept.extend(found.kept);
            }
            None => results.push(found),
        }
    }
}

fn results(contents: &Contents, query: &SearchQuery) -> Vec<FoundFile> {
    let mut results = Vec::new();
    finish(&mut Search::new(matcher(query), query), contents, 1_000, &mut results);
    results
}

fn matches(results: &[FoundFile]) -> usize {
    results.iter().map(|file| file.matches).sum()
}

/// Of each line that has a match: its file, its number, and the text of its first match; and the number of all matches.
type Lines = (Vec<(FileId, u32, String)>, usize);

/// Asks the matcher for one line after the other.
fn naively(contents: &Contents, query: &SearchQuery) -> Lines {
    let (mut lines, mut all) = (Vec::new(), 0);
    let path = PathPattern::new(&query.path);
    for file in contents.iter() {
        let is_limited = |wanted: &Option<String>, value: Option<&str>| {
            wanted.as_deref().is_some_and(|wanted| Some(wanted) != value)
        };
        if is_limited(&query.category, file.context_file_category.as_deref())
            || is_limited(&query.file_type, Some(&file.context_file_type))
            || !path.matches(&file.original_path)
        {
            continue;
        }
        let anywhere =
            SearchQuery { path: String::new(), category: None, file_type: None, ..query.clone() };
        for (line, number) in crate::text::lines(&file.text).zip(1..) {
            let found = results(&project(&[line]), &anywhere);
            all += matches(&found);
            if let Some(found) = found.first() {
                lines.push((file.id, number, first_mark(&found.kept[0])));
            }
        }
    }
    (lines, all)
}

fn first_mark(line: &FoundLine) -> String {
    let mark = &line.marks[0];
    line.excerpt.text[mark.start as usize..mark.end as usize].to_owned()
}

fn kept(results: &[FoundFile]) -> Lines {
    let lines = results
        .iter()
        .flat_map(|file| file.kept.iter().map(|line| (file.id, line.number, first_mark(line))));
    (lines.collect(), matches(results))
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
        .prop_map(|(match_case, whole_word)| MatchOptions { match_case, whole_word });
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
    fn finds_as_much_as_line_by_line(
        given in prop::collection::vec(any_file(), 0..8),
        query in any_query(),
        budget in 1..200_usize,
        first in 0..8_usize,
    ) {
        let all: Vec<_> = given.iter().enumerate()
            .map(|(id, (path, category, kind, text))| file(id, path, category, kind, text))
            .collect();
        let whole = contents(all.clone());
        let mut at_once = Vec::new();
        finish(&mut Search::new(matcher(&query), &query), &whole, budget, &mut at_once);
        prop_assert_eq!(kept(&at_once), naively(&whole, &query));

        // The same while files come in.
        let mut incoming = all.clone();
        let late = incoming.split_off(first.min(incoming.len()));
        let mut files = contents(incoming);
        let (mut growing, mut results) = (Search::new(matcher(&query), &query), Vec::new());
        growing.step(&files, budget);
        collect(&mut growing, &mut results);
        late.into_iter().for_each(|file| files.push(file));
        finish(&mut growing, &files, budget, &mut results);
        prop_assert_eq!(&results, &at_once);
        prop_assert_eq!(growing.searched(), files.len());
        for found in &results {
            prop_assert_eq!(found.kept.len(), found.lines);
            let text = &files.find(found.id).unwrap().text;
            for after in 0..found.kept.len() {
                let line = after.checked_sub(1).map_or(0, |before| found.kept[before].number);
                prop_assert_eq!(&more_lines(text, &mut *matcher(&query), line, 100), &found.kept[after..]);
            }
        }

        // And for other files.
        growing.restart();
        results.clear();
        finish(&mut growing, &whole, budget, &mut results);
        prop_assert_eq!(&results, &at_once);
    }

    #[test]
    fn marks_are_all_matches_in_the_excerpt(
        before in "[ \tab日]{0,80}", text in "[ab é]{0,400}", wanted in "[ab]{1,2}",
    ) {
        let line = format!("{before}{wanted}{text}");
        let contents = project(&[&format!("x\n{line}\nx")]);
        let results = results(&contents, &query(&wanted));
        let FoundLine { number, excerpt, marks } = &results[0].kept[0];
        prop_assert_eq!(*number, 2);
        let (indentation, shown) = excerpt.text.split_at(excerpt.indent as usize);
        prop_assert!(indentation.trim_matches([' ', '\t']).is_empty());
        prop_assert!(excerpt.is_cut_before || line.starts_with(&excerpt.text));
        prop_assert!(excerpt.is_cut_before || !shown.starts_with([' ', '\t']));
        prop_assert!(shown.len() <= 240 && !shown.contains('\n'));
        prop_assert_eq!(excerpt.is_cut_after, !line.ends_with(shown));
        // The place of the excerpt: its first mark is the first match of the line.
        let start = line.find(&wanted).unwrap() - marks[0].start as usize;
        prop_assert_eq!(&line[start..start + excerpt.text.len()], &excerpt.text);
        let found: Vec<_> = line.match_indices(&wanted)
            .map(|(at, _)| at - start)
            .filter(|at| *at < excerpt.text.len())
            .collect();
        prop_assert_eq!(marks.iter().map(|mark| mark.start as usize).collect::<Vec<_>>(), found);
        for mark in marks {
            prop_assert!((mark.end as usize) <= excerpt.text.len());
        }
    }
}

#[test]
fn lines_that_are_not_kept_are_counted_and_found_again() {
    let text = "aa\nb\n".repeat(1_000);
    let contents = project(&[&text, "a", &text]);
    let query = query("a");
    let results = results(&contents, &query);
    assert_eq!(matches(&results), 4_001);
    let file = &results[0];
    assert_eq!((file.matches, file.lines, file.kept.len()), (2_000, 1_000, 200));
    let more = |after, count| {
        let lines = more_lines(&text, &mut *matcher(&query), after, count);
        lines.iter().map(|line| line.number).collect::<Vec<_>>()
    };
    let last = file.kept.last().unwrap().number;
    assert_eq!(more(last, 500), (200..700).map(|line| line * 2 + 1).collect::<Vec<_>>());
    assert_eq!(more(1_399, 500), (700..1_000).map(|line| line * 2 + 1).collect::<Vec<_>>());
    assert_eq!(more(1_999, 500), [0; 0]);
    assert_eq!(more(9_999, 500), [0; 0]);
}

#[test]
fn memory_is_bounded_and_counts_are_not() {
    let text = "a\n".repeat(1_000);
    let contents = project(&vec![&*text; 600]);
    let results = results(&contents, &query("a"));
    assert_eq!((matches(&results), results.len()), (600_000, 600));
    assert_eq!(results.iter().map(|file| file.kept.len()).sum::<usize>(), 100_000);
    assert_eq!(more_lines(&text, &mut *matcher(&query("a")), 0, 20).len(), 20);
}

#[test]
fn a_step_is_short_in_any_text() {
    let line = "a".repeat(1_000_000);
    let contents = project(&[&line]);
    let query = query("a");
    let mut search = Search::new(matcher(&query), &query);
    let (mut steps, mut results) = (0, Vec::new());
    while search.step(&contents, 64_000) == Step::More {
        steps += 1;
        collect(&mut search, &mut results);
        assert!(matches(&results) <= steps * 64_000 / 128 + 1);
    }
    collect(&mut search, &mut results);
    assert_eq!(matches(&results), 1_000_000);
    assert_eq!((results.len(), results[0].lines), (1, 1));
}

#[test]
fn lines_around_lines() {
    let text = "1\r\n2\n  3 x\n    4\n\n6";
    let around = |lines: &[u32], count| {
        let lines = lines_around(text, lines, count);
        lines.into_iter().map(|line| (line.number, line.excerpt.text)).collect::<Vec<_>>()
    };
    let expected = |lines: &[(u32, &str)]| {
        lines.iter().map(|(number, text)| (*number, (*text).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(around(&[3], 2), expected(&[(1, "1"), (2, "2"), (4, "    4"), (5, "")]));
    assert_eq!(around(&[3], 9), expected(&[(1, "1"), (2, "2"), (4, "    4"), (5, ""), (6, "6")]));
    assert_eq!(around(&[1, 3], 1), expected(&[(2, "2"), (4, "    4")]));
    assert_eq!(around(&[1, 2], 1), expected(&[(3, "  3 x")]));
    assert_eq!(around(&[1, 6], 1), expected(&[(2, "2"), (5, "")]));
    assert_eq!(around(&[], 3), []);
}
