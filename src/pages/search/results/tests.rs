use neptun_api::ProjectFile;
use project_files::contents::search::{
    MatchOptions, Search, SearchQuery, lines_around, more_lines, plain,
};
use project_files::contents::{Contents, Step};

use super::*;

fn project(texts: &[&str]) -> Contents {
    let mut contents = Contents::default();
    for (id, text) in (1_i64..).zip(texts) {
        let path = format!("/{id:05}.txt");
        let empty = ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap());
        contents.push(ProjectFile { text: (*text).to_owned(), ..empty });
    }
    contents
}

/// The results of a search for `x`.
fn results(contents: &Contents) -> SearchResults {
    let mut search = Search::new(plain("x", MatchOptions::default()), &SearchQuery::default());
    let mut results = SearchResults::default();
    while search.step(contents, 1_000) == Step::More {
        results.extend(search.take_found());
    }
    results.extend(search.take_found());
    results
}

/// Toggles context as the page does with the engine's help.
fn toggle_context(
    results: &mut SearchResults,
    contents: &Contents,
    nth: usize,
    number: Option<u32>,
) {
    let opened = results.toggle_context(nth, number);
    if !opened.is_empty() {
        let text = &contents.get(nth).unwrap().text;
        results.add_context(nth, lines_around(text, &opened, CONTEXT_LINES));
    }
}

fn show_more(results: &mut SearchResults, contents: &Contents, nth: usize) {
    let after = results.last_line(nth).unwrap();
    let text = &contents.get(nth).unwrap().text;
    let lines = more_lines(text, &mut *plain("x", MatchOptions::default()), after, 1_000);
    results.add_lines(nth, lines);
}

/// Every row, after a look at whether each is where it says it is.
fn rows(results: &SearchResults) -> Vec<Row> {
    let rows: Vec<_> = (0..results.rows()).map(|index| results.row(index).unwrap()).collect();
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(results.index(*row), Some(index), "{row:?}");
        if let Row::Line { file, number, is_context } = row {
            let shown = results.line(*file, *number).unwrap();
            assert_eq!(matches!(shown, Shown::Context(_)), *is_context);
        }
    }
    assert_eq!(results.row(rows.len()), None);
    rows
}

const fn found(file: usize, number: u32) -> Row {
    Row::Line { file, number, is_context: false }
}

const fn context(file: usize, number: u32) -> Row {
    Row::Line { file, number, is_context: true }
}

#[test]
fn files_and_lines_are_rows() {
    let contents = project(&["x\n\nx", "nothing", "\nx x"]);
    let mut results = results(&contents);
    let all = [Row::File(0), found(0, 1), found(0, 3), Row::File(1), found(1, 2)];
    assert_eq!(rows(&results), all);
    assert_eq!(results.counts(), Counts { matches: 4, files: 2 });
    results.toggle(0);
    assert!(results.is_collapsed(0) && !results.is_collapsed(1));
    assert_eq!(rows(&results), [Row::File(0), Row::File(1), found(1, 2)]);
    results.toggle(0);
    assert_eq!(rows(&results), all);
}

#[test]
fn context_stands_around_its_line_once() {
    let contents = project(&["x\n2\n3\nx\n5\nx\n7\n8\n9"]);
    let mut results = results(&contents);
    toggle_context(&mut results, &contents, 0, Some(4));
    let around_4 = [
        Row::File(0),
        found(0, 1),
        context(0, 2),
        context(0, 3),
        found(0, 4),
        context(0, 5),
        found(0, 6),
    ];
    assert_eq!(rows(&results), around_4);
    assert!(results.has_context(0, Some(4)) && !results.has_context(0, Some(6)));
    toggle_context(&mut results, &contents, 0, Some(6));
    assert_eq!(rows(&results).len(), around_4.len() + 2);
    toggle_context(&mut results, &contents, 0, Some(6));
    assert_eq!(rows(&results), around_4);
    toggle_context(&mut results, &contents, 0, Some(4));
    assert_eq!(rows(&results), [Row::File(0), found(0, 1), found(0, 4), found(0, 6)]);
    toggle_context(&mut results, &contents, 0, None);
    assert_eq!(rows(&results).len(), 1 + 8);
    toggle_context(&mut results, &contents, 0, None);
    assert_eq!(rows(&results).len(), 1 + 3);
}

#[test]
fn left_out_lines_come_on_request() {
    let contents = project(&["x\n-\n".repeat(1_500).as_str(), "x"]);
    let mut results = results(&contents);
    assert_eq!(rows(&results).len(), 1 + 200 + 1 + 2);
    assert_eq!(results.row(201), Some(Row::More(0)));
    toggle_context(&mut results, &contents, 0, Some(399));
    assert_eq!(rows(&results).len(), 1 + 200 + 3 + 1 + 2);
    // Line 401 stood beside another one, and is a match now.
    show_more(&mut results, &contents, 0);
    assert_eq!(rows(&results).len(), 1 + 1_200 + 2 + 1 + 2);
    show_more(&mut results, &contents, 0);
    assert_eq!(rows(&results).len(), 1 + 1_500 + 2 + 2);
    results.toggle(0);
    assert_eq!(rows(&results), [Row::File(0), Row::File(1), found(1, 1)]);
}

#[test]
fn lines_that_were_asked_for_twice_come_once() {
    let contents = project(&["x\n".repeat(300).as_str()]);
    let mut results = results(&contents);
    let lines = more_lines(
        &contents.get(0).unwrap().text,
        &mut *plain("x", MatchOptions::default()),
        200,
        1_000,
    );
    results.add_lines(0, lines.clone());
    results.add_lines(0, lines);
    assert_eq!(rows(&results).len(), 1 + 300);
}
