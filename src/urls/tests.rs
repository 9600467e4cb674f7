use neptun_api::{ResourceType, Timestamp};
use project_files::search::{Options, SearchQuery};
use project_files::{Column, Days, Direction, Sort};
use proptest::prelude::*;

use super::*;
use bad_url::Problem;

fn project() -> impl Strategy<Value = ProjectId> {
    (1..=i64::MAX).prop_map(|id| ProjectId::try_from(id).unwrap())
}

fn sort() -> impl Strategy<Value = Sort> {
    (0..Column::ALL.len(), any::<bool>()).prop_map(|(column, descending)| Sort {
        column: Column::ALL[column],
        direction: if descending { Direction::Descending } else { Direction::Ascending },
    })
}

fn days() -> impl Strategy<Value = Days> {
    let moment = || (-60_000_000_000_000..250_000_000_000_000_i64).prop_map(Timestamp::from_millis);
    (moment(), moment()).prop_map(|(a, b)| Days::between(a, b))
}

fn query() -> impl Strategy<Value = Query> {
    let filter = |text| prop::option::of(text);
    let filters = (filter(".{1,8}"), filter(".{1,8}"), filter(".{0,8}"), prop::option::of(days()));
    (filters, ".{0,8}", sort()).prop_map(
        |((category, file_type, language, created), text, sort)| Query {
            category,
            file_type,
            language,
            created,
            text,
            sort,
        },
    )
}

fn files_view() -> impl Strategy<Value = FilesView> {
    let opened = (1..=i64::MAX, prop::option::of((1..9_usize, 1..9_usize)));
    (prop::option::of(opened), query()).prop_map(|(opened, query)| FilesView {
        file: opened.map(|(id, _)| FileId::try_from(id).unwrap()),
        query,
        lines: opened.and_then(|(_, lines)| lines).and_then(|(a, b)| Lines::new(a, b)),
    })
}

fn search_query() -> impl Strategy<Value = SearchQuery> {
    let text = || ".{0,8}";
    let filter = || prop::option::of(".{1,8}");
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (text(), text(), filter(), filter(), switches).prop_map(
        |(text, path, category, file_type, (is_expression, match_case, whole_word))| SearchQuery {
            text,
            is_expression,
            options: Options { match_case, whole_word },
            category,
            file_type,
            path,
        },
    )
}

fn page() -> impl Strategy<Value = ProjectPage> {
    let kind = (0..4_usize).prop_map(|at| ResourceType::ALL[at]);
    prop_oneof![
        Just(ProjectPage::Overview),
        files_view().prop_map(ProjectPage::Files),
        search_query().prop_map(|query| ProjectPage::Search(SearchText::of(&query))),
        kind.clone().prop_map(ProjectPage::Resources),
        (kind, 1..=i64::MAX)
            .prop_map(|(kind, id)| ProjectPage::Resource(kind, ResourceId::try_from(id).unwrap())),
    ]
}

fn place() -> impl Strategy<Value = AppUrl> {
    (project(), page()).prop_map(|(project, page)| AppUrl::Project(project, page))
}

fn url() -> impl Strategy<Value = AppUrl> {
    let next = || prop::option::of(place().prop_map(Box::new));
    prop_oneof![
        Just(AppUrl::Projects),
        next().prop_map(|next| AppUrl::SignIn { next }),
        next().prop_map(|next| AppUrl::SignUp { next }),
        place(),
    ]
}

proptest! {
    #[test]
    fn every_url_round_trips(url in url()) {
        let text = url.to_string();
        prop_assert!(text.is_ascii(), "{}", text);
        prop_assert_eq!(AppUrl::parse_str(&text), Ok(url));
    }

    #[test]
    fn every_search_round_trips(query in search_query()) {
        prop_assert_eq!(SearchText::of(&query).read(), query);
    }

    #[test]
    fn parsing_never_panics(path in "\\PC{0,30}", query in "\\PC{0,30}", fragment in "\\PC{0,10}") {
        let _ = AppUrl::parse(&path, &query, &fragment);
    }
}

fn problem(url: &str) -> (Problem, String) {
    let bad = AppUrl::parse_str(url).unwrap_err();
    (bad.problem, bad.way_back.to_string())
}

#[test]
fn a_bad_url_says_what_is_wrong_and_where_to_go() {
    assert_eq!(problem("/nowhere"), (Problem::UnknownPage, "/projects".into()));
    assert_eq!(problem("/projects/abc"), (Problem::MalformedId, "/projects".into()));
    assert_eq!(problem("/projects/0/files"), (Problem::MalformedId, "/projects".into()));
    assert_eq!(problem("/projects/1/files/-3"), (Problem::MalformedId, "/projects/1/files".into()));
    assert_eq!(
        problem("/projects/1/nonsense"),
        (Problem::UnknownProjectPage, "/projects/1".into())
    );
    assert_eq!(
        problem("/projects/1/nonsense/2"),
        (Problem::UnknownProjectPage, "/projects/1".into())
    );
    assert_eq!(
        problem("/projects/1/user-files/x"),
        (Problem::MalformedId, "/projects/1/user-files".into())
    );
    assert_eq!(
        problem("/projects/1/user-files/2/3"),
        (Problem::UnknownProjectPage, "/projects/1".into())
    );
    let bad = AppUrl::parse_str("/projects/%E2%9C%93").unwrap_err();
    assert_eq!(bad.to_string(), "“✓” is not an id: ids are positive whole numbers.");
}

#[test]
fn urls_are_what_people_see() {
    let files = |text: &str| AppUrl::parse_str(text).unwrap();
    let url = files("/projects/7/files/3/?context_file_category=source&q=a+b&sort=size#L10-L20");
    assert_eq!(
        url.to_string(),
        "/projects/7/files/3?context_file_category=source&q=a+b&sort=size#L10-L20"
    );
    assert_eq!(files("/projects/7/files/3#L9-L4").to_string(), "/projects/7/files/3#L4-L9");
    assert_eq!(files("/projects/7/files/3#L0").to_string(), "/projects/7/files/3");
    assert_eq!(files("/projects/7/files?sort=-created_at").to_string(), "/projects/7/files");
    assert_eq!(files("/projects/7/files?sort=nonsense").to_string(), "/projects/7/files");
    for created in ["nonsense", "2026-02-30..2026-03-01", "2026-03-01"] {
        let url = format!("/projects/7/files?created={created}");
        assert_eq!(files(&url).to_string(), "/projects/7/files");
    }
    let narrowed = "/projects/7/files?language=&created=2026-03-01..2026-03-31";
    assert_eq!(files(narrowed).to_string(), narrowed);
    assert_eq!(files("/"), AppUrl::Projects);
}

#[test]
fn next_never_leaves_the_app() {
    for outside in [
        "https://evil.test/projects/1",
        "//evil.test/projects/1",
        "/nowhere",
        "javascript:alert(1)",
    ] {
        let url = format!("/sign-in?next={outside}");
        let AppUrl::SignIn { next } = AppUrl::parse_str(&url).unwrap() else {
            panic!("not sign-in")
        };
        assert_eq!(next, None, "{outside}");
    }
    let nested = AppUrl::files(ProjectId::try_from(1).unwrap()).sign_in_first().sign_in_first();
    assert_eq!(nested.to_string(), "/sign-in?next=%2Fprojects%2F1%2Ffiles");
}
