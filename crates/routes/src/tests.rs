use neptun_api::{ResourceType, Timestamp};
use project_files::DateRange;
use project_files::contents::search::MatchOptions;
use project_files::listing::{Column, Direction, Sort};
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

fn days() -> impl Strategy<Value = DateRange> {
    let moment = || (-60_000_000_000_000..250_000_000_000_000_i64).prop_map(Timestamp::from_millis);
    (moment(), moment()).prop_map(|(a, b)| DateRange::between(a, b))
}

fn query() -> impl Strategy<Value = ListQuery> {
    let filter = |text| prop::option::of(text);
    let filters = (filter(".{1,8}"), filter(".{1,8}"), filter(".{0,8}"), prop::option::of(days()));
    (filters, ".{0,8}", sort()).prop_map(
        |((category, file_type, language, created), text, sort)| ListQuery {
            category,
            file_type,
            language,
            created,
            text,
            sort,
        },
    )
}

fn files_route() -> impl Strategy<Value = FilesRoute> {
    let opened = (1..=i64::MAX, prop::option::of((1..9_usize, 1..9_usize)));
    (prop::option::of(opened), query()).prop_map(|(opened, query)| FilesRoute {
        file: opened.map(|(id, _)| FileId::try_from(id).unwrap()),
        query,
        lines: opened.and_then(|(_, lines)| lines).and_then(|(a, b)| LineRange::new(a, b)),
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
            options: MatchOptions { match_case, whole_word },
            category,
            file_type,
            path,
        },
    )
}

fn resources_query() -> impl Strategy<Value = ResourcesQuery> {
    (".{0,8}", ".{0,8}").prop_map(|(text, sort)| ResourcesQuery { text, sort })
}

fn page() -> impl Strategy<Value = ProjectRoute> {
    let kind = (0..4_usize).prop_map(|at| ResourceType::ALL[at]);
    prop_oneof![
        Just(ProjectRoute::Overview),
        files_route().prop_map(ProjectRoute::Files),
        search_query().prop_map(ProjectRoute::Search),
        (kind.clone(), resources_query())
            .prop_map(|(kind, query)| ProjectRoute::Resources(kind, query)),
        (kind, 1..=i64::MAX)
            .prop_map(|(kind, id)| ProjectRoute::Resource(kind, ResourceId::try_from(id).unwrap())),
    ]
}

fn project_page() -> impl Strategy<Value = Route> {
    (project(), page()).prop_map(|(project, page)| Route::Project(project, page))
}

fn route() -> impl Strategy<Value = Route> {
    let next = || prop::option::of(project_page().prop_map(Box::new));
    prop_oneof![
        Just(Route::Projects),
        Just(Route::Account),
        next().prop_map(|next| Route::SignIn { next }),
        next().prop_map(|next| Route::SignUp { next }),
        project_page(),
    ]
}

proptest! {
    #[test]
    fn every_route_round_trips(route in route()) {
        let text = route.to_string();
        prop_assert!(text.is_ascii(), "{}", text);
        prop_assert_eq!(Route::parse_str(&text), Ok(route));
    }

    #[test]
    fn parsing_never_panics(path in "\\PC{0,30}", query in "\\PC{0,30}", fragment in "\\PC{0,10}") {
        let _ = Route::parse(&path, &query, &fragment);
    }
}

fn problem(url: &str) -> (Problem, String) {
    let bad = Route::parse_str(url).unwrap_err();
    (bad.problem, bad.nearest_page.to_string())
}

#[test]
fn a_bad_url_has_its_error_and_the_nearest_page() {
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
    let bad = Route::parse_str("/projects/%E2%9C%93").unwrap_err();
    assert_eq!(bad.to_string(), "“✓” is not an id: ids are positive whole numbers.");
}

#[test]
fn urls_are_what_people_see() {
    let files = |text: &str| Route::parse_str(text).unwrap();
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
    assert_eq!(files("/"), Route::Projects);
    for copied in [
        "/projects/7/files/3.",
        "/projects/7/files/3/",
        "/projects/7/files/3),",
        "/projects/7/files/3/.",
    ] {
        assert_eq!(files(copied).to_string(), "/projects/7/files/3");
    }
    assert_eq!(files("/projects/7/files/3#L4.").to_string(), "/projects/7/files/3#L4");
    assert_eq!(files("/projects."), Route::Projects);
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
        let Route::SignIn { next } = Route::parse_str(&url).unwrap() else { panic!("not sign-in") };
        assert_eq!(next, None, "{outside}");
    }
    let nested = Route::files(ProjectId::try_from(1).unwrap()).to_sign_in().to_sign_in();
    assert_eq!(nested.to_string(), "/sign-in?next=%2Fprojects%2F1%2Ffiles");
}
