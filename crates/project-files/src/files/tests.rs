use neptun_api::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::query::Sort;

const DAY: i64 = 86_400_000;

fn file(
    id: i64,
    path: &str,
    category: Option<&str>,
    kind: &str,
    size: usize,
    created: i64,
) -> ProjectFile {
    ProjectFile {
        title: format!("Title of {id}"),
        context_file_category: category.map(str::to_owned),
        context_file_type: kind.to_owned(),
        text: "x".repeat(size),
        created_at: Some(Timestamp::from_millis(created)),
        ..ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap())
    }
}

fn sample() -> ProjectFiles {
    ProjectFiles::new(
        str::to_lowercase,
        [
            file(1, "/src/App.tsx", Some("source"), "component", 30, 100),
            file(2, "/src/main.ts", Some("source"), "entry", 10, 300),
            file(3, "/package.json", Some("config"), "settings", 20, 200),
            file(4, "/Ærø/Ölmühle.md", None, "guide", 0, 300),
        ],
    )
}

fn ids(files: &ProjectFiles, query: &Query) -> Vec<i64> {
    files.rows(query).into_iter().map(|index| files.get(index).unwrap().id.get()).collect()
}

#[test]
fn newest_first_by_default_and_the_higher_id_of_equals() {
    assert_eq!(ids(&sample(), &Query::default()), [4, 2, 3, 1]);
}

#[test]
fn filters_are_independent() {
    let files = sample();
    let source = Query { category: Some("source".into()), ..Query::default() };
    assert_eq!(ids(&files, &source), [2, 1]);
    let entry = Query { file_type: Some("entry".into()), ..Query::default() };
    assert_eq!(ids(&files, &entry), [2]);
    let none = Query { category: Some("config".into()), ..entry };
    assert_eq!(ids(&files, &none), [0; 0]);
}

#[test]
fn files_without_a_language_or_a_date_are_found_and_not_found() {
    let of = |id, language: Option<&str>, created_at| ProjectFile {
        language: language.map(str::to_owned),
        created_at,
        ..file(id, "/a", None, "t", 0, 0)
    };
    let day = Timestamp::from_millis(3 * DAY + 1);
    let files = ProjectFiles::new(
        str::to_lowercase,
        [of(1, None, Some(day)), of(2, Some(""), None), of(3, Some("rust"), None)],
    );
    let in_language =
        |name: &str| ids(&files, &Query { language: Some(name.into()), ..Query::default() });
    assert_eq!(in_language("rust"), [3]);
    assert_eq!(in_language(""), [1, 2]);
    assert_eq!(in_language("Rust"), [0; 0]);
    let created = Query { created: Some(Days::between(day, day)), ..Query::default() };
    assert_eq!(ids(&files, &created), [1]);
}

#[test]
fn text_matches_words_of_path_and_title_whatever_the_case() {
    let files = sample();
    let with = |text: &str| ids(&files, &Query { text: text.into(), ..Query::default() });
    assert_eq!(with("SRC .ts"), [2, 1]);
    assert_eq!(with("  "), [4, 2, 3, 1]);
    assert_eq!(with("title of 3"), [3]);
    assert_eq!(with("öLMÜHLE ærø"), [4]);
    assert_eq!(with("src json"), [0; 0]);
}

#[test]
fn sorts_by_every_column() {
    let files = sample();
    let by = |sort: &str| {
        let sort: Sort = sort.parse().unwrap();
        ids(&files, &Query { sort, ..Query::default() })
    };
    assert_eq!(by("size"), [4, 2, 3, 1]);
    assert_eq!(by("-size"), [1, 3, 2, 4]);
    assert_eq!(by("original_path"), [3, 1, 2, 4]);
    assert_eq!(by("created_at"), [1, 3, 2, 4]);
    assert_eq!(by("context_file_category"), [4, 3, 2, 1]);
    assert_eq!(by("-context_file_type"), [3, 4, 2, 1]);
    assert_eq!(by("language"), [4, 2, 3, 1]);
}

#[test]
fn facets_leave_their_own_filter_out() {
    let files = sample();
    let query = Query {
        category: Some("config".into()),
        file_type: Some("entry".into()),
        ..Query::default()
    };
    let facet = |value: &str, count| Facet { value: value.into(), count };
    assert_eq!(files.categories(&query), [facet("source", 1)]);
    assert_eq!(files.types(&query), [facet("settings", 1)]);
    assert_eq!(files.categories(&Query::default()), [facet("config", 1), facet("source", 2)]);
}

#[test]
fn a_file_is_found_among_rows() {
    let files = sample();
    let rows = files.rows(&Query { category: Some("source".into()), ..Query::default() });
    let position = |id| files.position(&rows, FileId::try_from(id).unwrap());
    assert_eq!(
        [position(2), position(1), position(3), position(9)],
        [Some(0), Some(1), None, None]
    );
}

#[test]
fn a_file_that_is_listed_twice_is_kept_once() {
    let twice = ProjectFiles::new(
        str::to_lowercase,
        [file(1, "/a", None, "t", 1, 1), file(1, "/a", None, "t", 1, 1)],
    );
    assert_eq!(twice.len(), 1);
    assert!(twice.find(FileId::try_from(2).unwrap()).is_none());
}

proptest! {
    #[test]
    fn rows_are_the_matching_files_in_order(
        files in prop::collection::vec(("[ab/]{1,4}", prop::option::of("[cd]"), "[ef]", prop::option::of("[gh]?"), 0..4_usize, 0..3_i64), 0..30),
        category in prop::option::of("[cd]"),
        file_type in prop::option::of("[ef]"),
        language in prop::option::of("[gh]?"),
        created in prop::option::of((0..3_i64, 0..3_i64)),
        text in "[ab ]{0,3}",
        column in 0..Column::ALL.len(),
        descending: bool,
    ) {
        let files = ProjectFiles::new(str::to_lowercase, files.into_iter().enumerate().map(|(at, (path, category, kind, language, size, created))| {
            ProjectFile { language, ..file(at as i64 + 1, &path, category.as_deref(), &kind, size, created * DAY) }
        }));
        let day = |day: i64| Timestamp::from_millis(day * DAY);
        let created = created.map(|(a, b)| Days::between(day(a), day(b)));
        let direction = if descending { Direction::Descending } else { Direction::Ascending };
        let sort = Sort { column: Column::ALL[column], direction };
        let query = Query { category, file_type, language, created, text, sort };
        let rows = files.rows(&query);
        for pair in rows.windows(2) {
            let order = compare(&files.files, sort, pair[0] as u32, pair[1] as u32);
            prop_assert_eq!(order, Ordering::Less);
        }
        for index in 0..files.len() {
            let file = files.get(index).unwrap();
            let matches = (query.category.is_none() || query.category == file.context_file_category)
                && query.file_type.as_ref().is_none_or(|kind| *kind == file.context_file_type)
                && query.language.as_deref().is_none_or(|wanted| wanted == file.language.as_deref().unwrap_or(""))
                && query.created.is_none_or(|days| days.first() <= file.created_at.unwrap() && file.created_at.unwrap() <= days.last())
                && query.text.split(' ').all(|word| {
                    file.original_path.contains(word) || file.title.to_lowercase().contains(word)
                });
            prop_assert_eq!(rows.contains(&index), matches);
        }
    }

    #[test]
    fn files_that_arrive_later_are_as_good_as_there_from_the_start(
        files in prop::collection::vec((1..40_i64, "[ab]{1,2}", prop::option::of("[cd]"), "[ef]?", 0..3_usize, 0..3_i64), 0..30),
        cuts in prop::collection::vec(0..30_usize, 0..4),
        text in "[ab ]{0,2}",
        sorts in prop::collection::vec(0..12_usize, 0..4),
    ) {
        let files: Vec<_> = files
            .iter()
            .map(|(id, path, category, kind, size, created)| file(*id, path, category.as_deref(), kind, *size, *created))
            .collect();
        let whole = ProjectFiles::new(str::to_lowercase, files.clone());
        let mut growing = ProjectFiles::new(str::to_lowercase, []);
        let mut rest = files.into_iter();
        for cut in cuts {
            growing.extend(rest.by_ref().take(cut));
            // What is asked for now is kept.
            for sort in &sorts {
                growing.rows(&Query { sort: Sort::all().nth(*sort).unwrap(), ..Query::default() });
            }
        }
        growing.extend(rest);
        for sort in Sort::all() {
            let query = Query { text: text.clone(), sort, ..Query::default() };
            prop_assert_eq!(growing.rows(&query), whole.rows(&query));
            prop_assert_eq!(growing.categories(&query), whole.categories(&query));
            prop_assert_eq!(growing.types(&query), whole.types(&query));
        }
    }
}
