//! From a URL to its route.

use std::str::FromStr;

use neptun_api::{ProjectId, ResourceType};
use project_files::contents::search::{MatchOptions, SearchQuery};
use project_files::listing::ListQuery;

use super::bad_url::Problem;
use super::build::{ON, names};
use super::{BadUrl, FilesRoute, ProjectRoute, ResourcesQuery, Route};

/// The signs that may stand behind a URL in a sentence. No path and no fragment of the app ends in one.
pub const END_OF_SENTENCE: [char; 7] = ['.', ',', ';', ':', '!', ')', ']'];

impl Route {
    /// Parses the parts of a URL: the path, the query with or without its `?`, the fragment with or without its `#`. Unknown and
    /// unreadable parameters are ignored: a link with a typo still leads somewhere, and so does one that was copied with the
    /// end of a sentence.
    ///
    /// # Errors
    /// If the path names no page of the app.
    pub fn parse(path: &str, query: &str, fragment: &str) -> Result<Self, BadUrl> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = path.trim_end_matches(END_OF_SENTENCE);
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let segments: Vec<&str> = segments.collect();
        match *segments {
            [] | ["projects"] => Ok(Self::Projects),
            ["account"] => Ok(Self::Account),
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
    /// See [`Route::parse`].
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
) -> Result<ProjectRoute, BadUrl> {
    let overview = Route::overview(project);
    match *rest {
        [] => Ok(ProjectRoute::Overview),
        ["files"] => {
            let query = list_query(query);
            Ok(ProjectRoute::Files(FilesRoute { query, ..FilesRoute::default() }))
        }
        ["files", id] => Ok(ProjectRoute::Files(FilesRoute {
            file: Some(parse_id(id, Route::files(project))?),
            query: list_query(query),
            lines: fragment.parse().ok(),
        })),
        ["search"] => Ok(ProjectRoute::Search(search_query(query))),
        [kind] => {
            Ok(ProjectRoute::Resources(resource_type(kind, overview)?, resources_query(query)))
        }
        [kind, id] => {
            let kind = resource_type(kind, overview)?;
            let list = Route::resources(project, kind);
            Ok(ProjectRoute::Resource(kind, parse_id(id, list)?))
        }
        [.., last] => Err(bad(last, Problem::UnknownProjectPage, overview)),
    }
}

fn resource_type(text: &str, nearest_page: Route) -> Result<ResourceType, BadUrl> {
    text.parse().map_err(|_| bad(text, Problem::UnknownProjectPage, nearest_page))
}

fn parse_id<T: FromStr>(text: &str, nearest_page: Route) -> Result<T, BadUrl> {
    text.parse().map_err(|_| bad(text, Problem::MalformedId, nearest_page))
}

fn bad(part: &str, problem: Problem, nearest_page: Route) -> BadUrl {
    let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
    BadUrl { part, problem, nearest_page: Box::new(nearest_page) }
}

/// The page to go to after signing in. Only a page of the app is one: a link must not lead anyone elsewhere.
fn next(query: &str) -> Option<Box<Route>> {
    let next = parameter(query, names::NEXT)?;
    Route::parse_str(&next).ok()?.redirect_target()
}

fn list_query(query: &str) -> ListQuery {
    ListQuery {
        category: given(query, names::CATEGORY),
        file_type: given(query, names::TYPE),
        language: parameter(query, names::LANGUAGE),
        created: given(query, names::CREATED).and_then(|days| days.parse().ok()),
        text: given(query, names::TEXT).unwrap_or_default(),
        sort: given(query, names::SORT).and_then(|sort| sort.parse().ok()).unwrap_or_default(),
    }
}

fn search_query(query: &str) -> SearchQuery {
    let is_on = |name| parameter(query, name).is_some_and(|value| value == ON);
    SearchQuery {
        text: given(query, names::TEXT).unwrap_or_default(),
        is_expression: is_on(names::EXPRESSION),
        options: MatchOptions {
            match_case: is_on(names::MATCH_CASE),
            whole_word: is_on(names::WHOLE_WORD),
        },
        category: given(query, names::CATEGORY),
        file_type: given(query, names::TYPE),
        path: given(query, names::PATH).unwrap_or_default(),
    }
}

fn resources_query(query: &str) -> ResourcesQuery {
    ResourcesQuery {
        text: given(query, names::TEXT).unwrap_or_default(),
        sort: given(query, names::SORT).unwrap_or_default(),
    }
}

/// The value of a parameter, unless it is empty.
fn given(query: &str, name: &str) -> Option<String> {
    parameter(query, name).filter(|value| !value.is_empty())
}

fn parameter(query: &str, wanted: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
}
