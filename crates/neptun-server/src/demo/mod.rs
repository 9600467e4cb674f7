//! The demo data: users, projects, files and resources made to be looked at.
//!
//! Plain values without ids; the caller stores them. The same on every call and on every machine. Hand-written files live
//! below `demo/` in this crate and are embedded; the big projects are generated while they are iterated.

use std::borrow::Cow;

mod clock;
mod embedded;
mod generated;
mod harbour_api;
mod projects;
mod resources;
mod rng;
#[cfg(test)]
mod tests;
mod tide_table;
mod user_files;
mod words;

/// Everything the demo consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Demo {
    /// The accounts; the first is the one that "Continue as demo user" signs in to.
    pub users: Vec<DemoUser>,
}

/// An account and all it owns.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoUser {
    /// Primary email, the name to sign in with.
    pub email: &'static str,
    /// Password in the clear: the demo accounts are public.
    pub password: &'static str,
    /// The files that can be linked to projects.
    pub user_files: Vec<DemoUserFile>,
    /// The template collections that can be linked to projects.
    pub collections: Vec<DemoCollection>,
    /// The GitHub installations that can be linked to projects.
    pub installations: Vec<DemoInstallation>,
    /// The chats that can be linked to projects.
    pub chats: Vec<DemoChat>,
    /// The projects, in the order in which they were made.
    pub projects: Vec<DemoProject>,
}

/// A user file.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoUserFile {
    pub title: &'static str,
    pub text: Cow<'static, str>,
    pub language: &'static str,
    pub extension: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A template collection.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoCollection {
    pub name: &'static str,
    pub description: &'static str,
    pub is_shared: bool,
    pub share_uuid: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A GitHub installation.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoInstallation {
    pub installation_id: i64,
    pub repository_selection: &'static str,
    pub github_account_type: &'static str,
    pub github_account_avatar_url: &'static str,
    pub github_account_id: &'static str,
    pub github_account_name: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A chat conversation.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoChat {
    pub name: &'static str,
    pub model: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A project; what is linked to it is given as indices into the lists of its user.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoProject {
    pub name: Cow<'static, str>,
    pub description: Option<Cow<'static, str>>,
    pub project_type: &'static str,
    pub programming_language: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
    pub files: DemoFiles,
    pub linked_user_files: Vec<usize>,
    pub linked_collections: Vec<usize>,
    pub linked_installations: Vec<usize>,
    pub linked_chats: Vec<usize>,
}

/// A project file.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the API's")]
pub struct DemoFile {
    pub title: Cow<'static, str>,
    pub original_path: Cow<'static, str>,
    pub context_file_category: &'static str,
    pub context_file_type: &'static str,
    pub text: Cow<'static, str>,
    pub language: &'static str,
    /// Without the dot; empty for a name such as `Makefile`.
    pub extension: &'static str,
    pub created_at: i64,
    pub updated_at: i64,
}

/// The files of a project: a recipe, not the files, since there can be far more than should be in memory at once.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoFiles(Source);

#[derive(Debug, Clone, PartialEq)]
enum Source {
    Embedded(&'static [embedded::Embedded]),
    Generated { seed: u64, count: usize },
}

#[allow(clippy::len_without_is_empty, reason = "nobody asks")]
impl DemoFiles {
    /// Makes the files, one at a time.
    pub fn files(&self) -> Box<dyn Iterator<Item = DemoFile> + Send + '_> {
        match self.0 {
            Source::Embedded(table) => Box::new(embedded::files(table)),
            Source::Generated { seed, count } => Box::new(generated::files(seed, count)),
        }
    }

    /// How many files there are, without making them.
    pub fn len(&self) -> usize {
        match self.0 {
            Source::Embedded(table) => table.len(),
            Source::Generated { count, .. } => count,
        }
    }
}

/// The demo data; with `extra_files`, the demo user has one more project, of that many generated files.
pub fn demo(extra_files: Option<usize>) -> Demo {
    Demo {
        users: vec![demo_user(extra_files), mira()],
    }
}

fn demo_user(extra_files: Option<usize>) -> DemoUser {
    DemoUser {
        email: "demo@neptun.example",
        password: "Neptun-Demo1",
        user_files: user_files::of_demo_user(),
        collections: resources::collections(),
        installations: resources::installations(),
        chats: resources::chats(),
        projects: projects::of_demo_user(extra_files),
    }
}

/// The second account: it exists so that one can see that accounts do not see each other.
fn mira() -> DemoUser {
    DemoUser {
        email: "mira@neptun.example",
        password: "Neptun-Demo2",
        user_files: user_files::of_mira(),
        collections: resources::collections_of_mira(),
        installations: Vec::new(),
        chats: resources::chats_of_mira(),
        projects: projects::of_mira(),
    }
}

/// File name and extension of a path. A name that only starts with a dot has no extension.
fn split_name(path: &str) -> (&str, &str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (name, extension),
        _ => (name, ""),
    }
}
