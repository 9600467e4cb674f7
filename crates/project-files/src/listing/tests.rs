use neptun_api::ProjectFile;
use proptest::prelude::*;

use super::*;
use crate::contents::Contents;

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

fn listing(files: &[ProjectFile]) -> Listing {
    let mut listing = Listing::default();
    listing.append(&Batch::new(files));
    listing
}

fn sample() -> Listing {
    listing(&[
        file(1, "/src/App.tsx", Some("source"), "component", 30, 100),
        file(2, "/src/main.ts", Some("source"), "entry", 10, 300),
        file(3, "/package.json", Some("config"), "settings", 20, 200),
        file(4, "/Ærø/Ölmühle.md", None, "guide", 0, 300),
    ])
}

fn ids(listing: &Listing, query: &ListQuery) -> Vec<i64> {
    listing.rows(query).into_iter().map(|index| listing.get(index).unwrap().id.get()).collect()
}

#[test]
fn newest_first_by_default_and_the_higher_id_of_equals() {
    assert_eq!(ids(&sample(), &ListQuery::default()), [4, 2, 3, 1]);
}

#[test]
fn filters_are_independent() {
    let listing = sample();
    let source = ListQuery { category: Some("source".into()), ..ListQuery::default() };
    assert_eq!(ids(&listing, &source), [2, 1]);
    let entry = ListQuery { file_type: Some("entry".into()), ..ListQuery::default() };
    assert_eq!(ids(&listing, &entry), [2]);
    let none = ListQuery { category: Some("config".into()), ..entry };
    assert_eq!(ids(&listing, &none), [0; 0]);
}

#[test]
fn files_without_a_language_or_a_date_are_found_and_not_found() {
    let of = |id, language: Option<&str>, created_at| ProjectFile {
        language: language.map(str::to_owned),
        created_at,
        ..file(id, "/a", None, "t", 0, 0)
    };
    let day = Timestamp::from_millis(3 * DAY + 1);
    let listing =
        listing(&[of(1, None, Some(day)), of(2, Some(""), None), of(3, Some("rust"), None)]);
    let in_language = |name: &str| {
        ids(&listing, &ListQuery { language: Some(name.into()), ..ListQuery::default() })
    };
    assert_eq!(in_language("rust"), [3]);
    assert_eq!(in_language(""), [1, 2]);
    assert_eq!(in_language("Rust"), [0; 0]);
    let created = ListQuery { created: Some(DateRange::between(day, day)), ..ListQuery::default() };
    assert_eq!(ids(&listing, &created), [1]);
}

#[test]
fn text_matches_words_of_path_and_title_whatever_the_case() {
    let listing = sample();
    let with = |text: &str| ids(&listing, &ListQuery { text: text.into(), ..ListQuery::default() });
    assert_eq!(with("SRC .ts"), [2, 1]);
    assert_eq!(with("  "), [4, 2, 3, 1]);
    assert_eq!(with("title of 3"), [3]);
    assert_eq!(with("öLMÜHLE ærø"), [4]);
    assert_eq!(with("src json"), [0; 0]);
}

#[test]
fn sorts_by_every_column() {
    let listing = sample();
    let by = |sort: &str| {
        let sort: Sort = sort.parse().unwrap();
        ids(&listing, &ListQuery { sort, ..ListQuery::default() })
    };
    assert_eq!(by("size"), [4, 2, 3, 1]);
    assert_eq!(by("-size"), [1, 3, 2, 4]);
    assert_eq!(by("original_path"), [1, 2, 4, 3]);
    assert_eq!(by("created_at"), [1, 3, 2, 4]);
    assert_eq!(by("context_file_category"), [4, 3, 2, 1]);
    assert_eq!(by("-context_file_type"), [3, 4, 2, 1]);
    assert_eq!(by("language"), [4, 2, 3, 1]);
}

#[test]
fn facets_leave_their_own_filter_out() {
    let listing = sample();
    let query = ListQuery {
        category: Some("config".into()),
        file_type: Some("entry".into()),
        ..ListQuery::default()
    };
    let facet = |value: &str, count| Facet { value: value.into(), count };
    assert_eq!(listing.categories(&query), [facet("source", 1)]);
    assert_eq!(listing.types(&query), [facet("settings", 1)]);
    assert_eq!(listing.categories(&ListQuery::default()), [facet("config", 1), facet("source", 2)]);
}

#[test]
fn a_file_is_found_among_rows() {
    let listing = sample();
    let rows = listing.rows(&ListQuery { category: Some("source".into()), ..ListQuery::default() });
    let position = |id| listing.position(&rows, FileId::try_from(id).unwrap());
    assert_eq!(
        [position(2), position(1), position(3), position(9)],
        [Some(0), Some(1), None, None]
    );
}

#[test]
fn a_file_has_all_its_fields() {
    let given = ProjectFile {
        language: Some("typescript".into()),
        extension: Some(String::new()),
        updated_at: Some(Timestamp::from_millis(-7)),
        pdf_url: Some("/a.pdf".into()),
        project_id: Some(5.try_into().unwrap()),
        ..file(3, "/src/App.tsx", Some("source"), "component", 30, 100)
    };
    let listing = listing(&[file(2, "/", None, "", 0, 1), given.clone()]);
    let entry = listing.find(given.id).unwrap();
    let expected = FileEntry {
        id: given.id,
        title: "Title of 3",
        path: "/src/App.tsx",
        category: Some("source"),
        file_type: "component",
        language: Some("typescript"),
        extension: Some(""),
        size: 30,
        created_at: given.created_at,
        updated_at: given.updated_at,
        owner: given.neptun_user_id,
        project: given.project_id,
        pdf_url: Some("/a.pdf"),
    };
    assert_eq!(entry, expected);
    assert_eq!((entry.name(), listing.get(0).unwrap().name()), ("App.tsx", "Title of 2"));
    assert!(listing.get(2).is_none() && listing.find(9.try_into().unwrap()).is_none());
}

/// The order of two files, without the listing.
fn compare(sort: Sort, a: &ProjectFile, b: &ProjectFile) -> Ordering {
    let created = |file: &ProjectFile| (file.created_at, file.id);
    let by_column = match sort.column {
        Column::Path => super::natural::compare_paths(&a.original_path, &b.original_path),
        Column::Category => a.context_file_category.cmp(&b.context_file_category),
        Column::Type => a.context_file_type.cmp(&b.context_file_type),
        Column::Language => a.language.cmp(&b.language),
        Column::Size => a.text.len().cmp(&b.text.len()),
        Column::Created => created(a).cmp(&created(b)),
    };
    let by_column = match sort.direction {
        Direction::Ascending => by_column,
        Direction::Descending => by_column.reverse(),
    };
    by_column.then_with(|| created(b).cmp(&created(a)))
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
        let files: Vec<_> = files.into_iter().zip(1..).map(|((path, category, kind, language, size, created), id)| {
            ProjectFile { language, ..file(id, &path, category.as_deref(), &kind, size, created * DAY) }
        }).collect();
        let listing = listing(&files);
        let day = |day: i64| Timestamp::from_millis(day * DAY);
        let created = created.map(|(a, b)| DateRange::between(day(a), day(b)));
        let direction = if descending { Direction::Descending } else { Direction::Ascending };
        let sort = Sort { column: Column::ALL[column], direction };
        let query = ListQuery { category, file_type, language, created, text, sort };
        let rows = listing.rows(&query);
        for pair in rows.windows(2) {
            prop_assert_eq!(compare(sort, &files[pair[0]], &files[pair[1]]), Ordering::Less);
        }
        for (index, file) in files.iter().enumerate() {
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
        let mut contents = Contents::default();
        let mut growing = listing(&[]);
        let mut rest = files.into_iter();
        for cut in cuts {
            let before = contents.len();
            rest.by_ref().take(cut).for_each(|file| contents.push(file));
            growing.append(&contents.batch(before));
            // The orders that are asked for now are kept.
            for sort in &sorts {
                growing.rows(&ListQuery { sort: Sort::all().nth(*sort).unwrap(), ..ListQuery::default() });
            }
        }
        let before = contents.len();
        rest.for_each(|file| contents.push(file));
        growing.append(&contents.batch(before));
        let mut whole = listing(&[]);
        whole.append(&contents.batch(0));
        for sort in Sort::all() {
            let query = ListQuery { text: text.clone(), sort, ..ListQuery::default() };
            prop_assert_eq!(growing.rows(&query), whole.rows(&query));
            prop_assert_eq!(growing.categories(&query), whole.categories(&query));
            prop_assert_eq!(growing.types(&query), whole.types(&query));
        }
    }
}
