use neptun_api::ProjectFile;
use project_files::search::{Options, PathPattern, SearchQuery, Step, plain};

use super::*;

fn project(texts: &[&str]) -> ProjectFiles {
    let file = |(id, text): (i64, &&str)| {
        let path = format!("/{id:05}.txt");
        let empty = ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap());
        ProjectFile { text: (*text).to_owned(), ..empty }
    };
    ProjectFiles::new(str::to_lowercase, (1..).zip(texts).map(file))
}

fn sheet(files: &ProjectFiles) -> Sheet {
    let (matcher, query) = (plain("x", Options::default()), SearchQuery::default());
    let mut search = Search::new(matcher, &query, PathPattern::default());
    while search.step(files, 1_000) == Step::More {}
    Sheet::new(search)
}

/// Every row, after a look at whether each is where it says it is.
fn rows(sheet: &Sheet) -> Vec<Row> {
    let rows: Vec<_> = (0..sheet.rows()).map(|place| sheet.row(place).unwrap()).collect();
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(sheet.place(*row), Some(place), "{row:?}");
        if let Row::Line { file, number, beside } = row {
            let shown = sheet.line(*file, *number).unwrap();
            assert_eq!(matches!(shown, Shown::Beside(_)), *beside);
        }
    }
    assert_eq!(sheet.row(rows.len()), None);
    rows
}

const fn found(file: usize, number: usize) -> Row {
    Row::Line { file, number, beside: false }
}

const fn beside(file: usize, number: usize) -> Row {
    Row::Line { file, number, beside: true }
}

#[test]
fn files_and_lines_are_rows() {
    let files = project(&["x\n\nx", "nothing", "\nx x"]);
    let mut sheet = sheet(&files);
    let all = [Row::File(0), found(0, 1), found(0, 3), Row::File(1), found(1, 2)];
    assert_eq!(rows(&sheet), all);
    sheet.toggle(0);
    assert!(sheet.is_collapsed(0) && !sheet.is_collapsed(1));
    assert_eq!(rows(&sheet), [Row::File(0), Row::File(1), found(1, 2)]);
    sheet.toggle(0);
    assert_eq!(rows(&sheet), all);
}

#[test]
fn context_stands_around_its_line_once() {
    let files = project(&["x\n2\n3\nx\n5\nx\n7\n8\n9"]);
    let mut sheet = sheet(&files);
    sheet.toggle_context(&files, 0, Some(4));
    let around_4 = [
        Row::File(0),
        found(0, 1),
        beside(0, 2),
        beside(0, 3),
        found(0, 4),
        beside(0, 5),
        found(0, 6),
    ];
    assert_eq!(rows(&sheet), around_4);
    assert!(sheet.has_context(0, Some(4)) && !sheet.has_context(0, Some(6)));
    sheet.toggle_context(&files, 0, Some(6));
    assert_eq!(rows(&sheet).len(), around_4.len() + 2);
    sheet.toggle_context(&files, 0, Some(6));
    sheet.toggle_context(&files, 0, Some(4));
    assert_eq!(rows(&sheet), [Row::File(0), found(0, 1), found(0, 4), found(0, 6)]);
    sheet.toggle_context(&files, 0, None);
    assert_eq!(rows(&sheet).len(), 1 + 8);
    sheet.toggle_context(&files, 0, None);
    assert_eq!(rows(&sheet).len(), 1 + 3);
}

#[test]
fn what_is_left_out_comes_on_request() {
    let files = project(&["x\n-\n".repeat(1_500).as_str(), "x"]);
    let mut sheet = sheet(&files);
    assert_eq!(rows(&sheet).len(), 1 + 200 + 1 + 2);
    assert_eq!(sheet.row(201), Some(Row::More(0)));
    sheet.toggle_context(&files, 0, Some(399));
    assert_eq!(rows(&sheet).len(), 1 + 200 + 3 + 1 + 2);
    // Line 401 stood beside another one, and is a match now.
    sheet.show_more(&files, 0);
    assert_eq!(rows(&sheet).len(), 1 + 1_200 + 2 + 1 + 2);
    sheet.show_more(&files, 0);
    assert_eq!(rows(&sheet).len(), 1 + 1_500 + 2 + 2);
    sheet.toggle(0);
    assert_eq!(rows(&sheet), [Row::File(0), Row::File(1), found(1, 1)]);
}
