//! From a route to its URL.

use std::fmt;

use form_urlencoded::Serializer;
use project_files::contents::search::SearchQuery;
use project_files::listing::{ListQuery, Sort};

use super::{FilesRoute, ProjectRoute, ResourcesQuery, Route};

/// The names of the query parameters.
pub(super) mod names {
    pub(in super::super) const NEXT: &str = "next";
    pub(in super::super) const CATEGORY: &str = "context_file_category";
    pub(in super::super) const TYPE: &str = "context_file_type";
    pub(in super::super) const LANGUAGE: &str = "language";
    pub(in super::super) const CREATED: &str = "created";
    pub(in super::super) const TEXT: &str = "q";
    pub(in super::super) const SORT: &str = "sort";
    pub(in super::super) const EXPRESSION: &str = "regex";
    pub(in super::super) const MATCH_CASE: &str = "case";
    pub(in super::super) const WHOLE_WORD: &str = "word";
    pub(in super::super) const PATH: &str = "path";
}

/// The value of a switch that is on.
pub(super) const ON: &str = "true";

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignIn { next } => write!(f, "/sign-in{}", next_query(next.as_deref())),
            Self::SignUp { next } => write!(f, "/sign-up{}", next_query(next.as_deref())),
            Self::Projects => f.write_str("/projects"),
            Self::Account => f.write_str("/account"),
            Self::Project(project, page) => {
                write!(f, "/projects/{project}")?;
                match page {
                    ProjectRoute::Overview => Ok(()),
                    ProjectRoute::Files(files) => write_files(f, files),
                    ProjectRoute::Search(search) => write!(f, "/search{}", search_query(search)),
                    ProjectRoute::Resources(kind, query) => {
                        write!(f, "/{kind}{}", resources_query(query))
                    }
                    ProjectRoute::Resource(kind, id) => write!(f, "/{kind}/{id}"),
                }
            }
        }
    }
}

fn write_files(f: &mut fmt::Formatter<'_>, files: &FilesRoute) -> fmt::Result {
    f.write_str("/files")?;
    if let Some(file) = files.file {
        write!(f, "/{file}")?;
    }
    f.write_str(&list_query(&files.query))?;
    match files.lines {
        Some(lines) => write!(f, "#{lines}"),
        None => Ok(()),
    }
}

fn next_query(next: Option<&Route>) -> String {
    let next = next.map(Route::to_string);
    query([(names::NEXT, next.as_deref())])
}

fn list_query(list: &ListQuery) -> String {
    let sort = (list.sort != Sort::default()).then(|| list.sort.to_string());
    let created = list.created.map(|days| days.to_string());
    query([
        (names::CATEGORY, list.category.as_deref()),
        (names::TYPE, list.file_type.as_deref()),
        // Empty, it asks for files without one.
        (names::LANGUAGE, list.language.as_deref()),
        (names::CREATED, created.as_deref()),
        (names::TEXT, not_empty(&list.text)),
        (names::SORT, sort.as_deref()),
    ])
}

fn search_query(search: &SearchQuery) -> String {
    let switch = |on: bool| on.then_some(ON);
    query([
        (names::TEXT, not_empty(&search.text)),
        (names::EXPRESSION, switch(search.is_expression)),
        (names::MATCH_CASE, switch(search.options.match_case)),
        (names::WHOLE_WORD, switch(search.options.whole_word)),
        (names::PATH, not_empty(&search.path)),
        (names::CATEGORY, search.category.as_deref()),
        (names::TYPE, search.file_type.as_deref()),
    ])
}

fn resources_query(resources: &ResourcesQuery) -> String {
    query([(names::TEXT, not_empty(&resources.text)), (names::SORT, not_empty(&resources.sort))])
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A query with its question mark; empty without values.
fn query<const N: usize>(pairs: [(&str, Option<&str>); N]) -> String {
    let given = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let encoded = Serializer::new(String::new()).extend_pairs(given).finish();
    if encoded.is_empty() { encoded } else { format!("?{encoded}") }
}
