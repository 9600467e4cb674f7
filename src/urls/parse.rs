//! From a URL to the place that it names.

use std::str::FromStr;

use neptun_api::{ProjectId, ResourceType};
use project_files::Query;

use super::bad_url::Problem;
use super::build::names;
use super::{AppUrl, BadUrl, FilesView, ProjectPage, SearchText};

impl AppUrl {
    /// Parses the parts of a URL: the path, the query with or without its `?`, the fragment with or without its `#`.
    /// Parameters that it does not know, or cannot read, are passed over: a link with a typo still leads somewhere.
    ///
    /// # Errors
    /// If the path names no page of the app.
    pub fn parse(path: &str, query: &str, fragment: &str) -> Result<Self, BadUrl> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match *segments {
            [] | ["projects"] => Ok(Self::Projects),
            ["sign-in"] => Ok(Self::SignIn { next: next(query) }),
            ["sign-up"] => Ok(Self::SignUp { next: next(query) }),
            ["projects", id, ref rest @ ..] => {
                let project = parse_id(id, Self::Projects)?;
                project_page(project, rest, query, fragment)
                    .map(|page| Self::Project(project, page))
            }
            _ => Err(bad(path, Problem::UnknownPage, Self::Projects)),
        }
    }

    /// Parses a URL in one piece, as [`std::fmt::Display`] writes it.
    ///
    /// # Errors
    /// See [`AppUrl::parse`].
    pub fn parse_str(url: &str) -> Result<Self, BadUrl> {
        let (url, fragment) = url.split_once('#').unwrap_or((url, ""));
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        Self::parse(path, query, fragment)
    }
}

fn project_page(
    project: ProjectId,
    rest: &[&str],
    query: &str,
    fragment: &str,
) -> Result<ProjectPage, BadUrl> {
    let overview = AppUrl::overview(project);
    match *rest {
        [] => Ok(ProjectPage::Overview),
        ["files"] => {
            Ok(ProjectPage::Files(FilesView { file: None, query: files_query(query), lines: None }))
        }
        ["files", id] => Ok(ProjectPage::Files(FilesView {
            file: Some(parse_id(id, AppUrl::files(project))?),
            query: files_query(query),
            lines: fragment.parse().ok(),
        })),
        ["search"] => Ok(ProjectPage::Search(SearchText::new(query))),
        [kind] => Ok(ProjectPage::Resources(resource_type(kind, overview)?)),
        [kind, id] => {
            let kind = resource_type(kind, overview)?;
            let list = AppUrl::resources(project, kind);
            Ok(ProjectPage::Resource(kind, parse_id(id, list)?))
        }
        [.., last] => Err(bad(last, Problem::UnknownProjectPage, overview)),
    }
}

fn resource_type(text: &str, way_back: AppUrl) -> Result<ResourceType, BadUrl> {
    text.parse().map_err(|_| bad(text, Problem::UnknownProjectPage, way_back))
}

fn parse_id<T: FromStr>(text: &str, way_back: AppUrl) -> Result<T, BadUrl> {
    text.parse().map_err(|_| bad(text, Problem::MalformedId, way_back))
}

fn bad(part: &str, problem: Problem, way_back: AppUrl) -> BadUrl {
    let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
    BadUrl { part, problem, way_back: Box::new(way_back) }
}

/// The place after signing in. Only a page of the app is one: a link must not lead anybody elsewhere.
fn next(query: &str) -> Option<Box<AppUrl>> {
    let next = parameter(query, names::NEXT)?;
    AppUrl::parse_str(&next).ok()?.worth_returning_to()
}

fn files_query(query: &str) -> Query {
    let given = |name| parameter(query, name).filter(|value| !value.is_empty());
    Query {
        category: given(names::CATEGORY),
        file_type: given(names::TYPE),
        language: parameter(query, names::LANGUAGE),
        created: given(names::CREATED).and_then(|days| days.parse().ok()),
        text: given(names::TEXT).unwrap_or_default(),
        sort: given(names::SORT).and_then(|sort| sort.parse().ok()).unwrap_or_default(),
    }
}

pub(super) fn parameter(query: &str, wanted: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
}
