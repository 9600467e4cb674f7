//! From a place to its URL.

use std::fmt;

use form_urlencoded::Serializer;
use project_files::{Query, Sort};

use super::{AppUrl, FilesView, ProjectPage};

/// The names of the query parameters.
pub(super) mod names {
    pub(in super::super) const NEXT: &str = "next";
    pub(in super::super) const CATEGORY: &str = "context_file_category";
    pub(in super::super) const TYPE: &str = "context_file_type";
    pub(in super::super) const LANGUAGE: &str = "language";
    pub(in super::super) const CREATED: &str = "created";
    pub(in super::super) const TEXT: &str = "q";
    pub(in super::super) const SORT: &str = "sort";
}

impl fmt::Display for AppUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignIn { next } => write!(f, "/sign-in{}", next_query(next.as_deref())),
            Self::SignUp { next } => write!(f, "/sign-up{}", next_query(next.as_deref())),
            Self::Projects => f.write_str("/projects"),
            Self::Project(project, page) => {
                write!(f, "/projects/{project}")?;
                match page {
                    ProjectPage::Overview => Ok(()),
                    ProjectPage::Files(view) => write_files(f, view),
                    ProjectPage::Search(wanted) => write!(f, "/search{wanted}"),
                    ProjectPage::Resources(kind) => write!(f, "/{kind}"),
                    ProjectPage::Resource(kind, id) => write!(f, "/{kind}/{id}"),
                }
            }
        }
    }
}

fn write_files(f: &mut fmt::Formatter<'_>, view: &FilesView) -> fmt::Result {
    f.write_str("/files")?;
    if let Some(file) = view.file {
        write!(f, "/{file}")?;
    }
    f.write_str(&files_query(&view.query))?;
    match view.lines {
        Some(lines) => write!(f, "#{lines}"),
        None => Ok(()),
    }
}

fn next_query(next: Option<&AppUrl>) -> String {
    let pairs = next.map(|next| (names::NEXT, next.to_string()));
    query(pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn files_query(wanted: &Query) -> String {
    let sort = (wanted.sort != Sort::default()).then(|| wanted.sort.to_string());
    let created = wanted.created.map(|days| days.to_string());
    let pairs = [
        (names::CATEGORY, wanted.category.as_deref()),
        (names::TYPE, wanted.file_type.as_deref()),
        // Empty, it asks for files without one.
        (names::LANGUAGE, wanted.language.as_deref()),
        (names::CREATED, created.as_deref()),
        (names::TEXT, Some(&*wanted.text).filter(|text| !text.is_empty())),
        (names::SORT, sort.as_deref()),
    ];
    query(pairs.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// A query with its question mark; empty without pairs.
pub(super) fn query<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let encoded = Serializer::new(String::new()).extend_pairs(pairs).finish();
    match encoded.is_empty() {
        true => encoded,
        false => format!("?{encoded}"),
    }
}
