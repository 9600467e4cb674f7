//! The demo data: users, projects, files and resources.
//!
//! Plain values without IDs, which the caller stores. They are the same on every call and on every machine. Hand-written files
//! live below `demo/` in this crate and are embedded; the big projects are generated while they are iterated. Fields
//! are named as in the API, times are milliseconds since the epoch.

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

/// The demo data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Demo {
    /// The accounts; the first is the one that "Continue as demo user" signs in to.
    pub(crate) users: Vec<DemoUser>,
}

/// An account and its objects.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoUser {
    /// Primary email, the name to sign in with.
    pub(crate) email: &'static str,
    /// Password in the clear: the demo accounts are public.
    pub(crate) password: &'static str,
    /// The files that can be linked to projects.
    pub(crate) user_files: Vec<DemoUserFile>,
    /// The template collections that can be linked to projects.
    pub(crate) collections: Vec<DemoCollection>,
    /// The GitHub installations that can be linked to projects.
    pub(crate) installations: Vec<DemoInstallation>,
    /// The chats that can be linked to projects.
    pub(crate) chats: Vec<DemoChat>,
    /// The projects, oldest first.
    pub(crate) projects: Vec<DemoProject>,
}

/// A user file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoUserFile {
    pub(crate) title: &'static str,
    pub(crate) text: Cow<'static, str>,
    pub(crate) language: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// A template collection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoCollection {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) is_shared: bool,
    pub(crate) share_uuid: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// A GitHub installation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoInstallation {
    pub(crate) installation_id: i64,
    pub(crate) repository_selection: &'static str,
    pub(crate) github_account_type: &'static str,
    pub(crate) github_account_avatar_url: &'static str,
    pub(crate) github_account_id: &'static str,
    pub(crate) github_account_name: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// A chat conversation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoChat {
    pub(crate) name: &'static str,
    pub(crate) model: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// A project; what is linked to it is given as indices into the lists of its user.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoProject {
    pub(crate) name: Cow<'static, str>,
    pub(crate) description: Option<Cow<'static, str>>,
    pub(crate) project_type: &'static str,
    pub(crate) programming_language: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) files: DemoFiles,
    pub(crate) linked_user_files: Vec<usize>,
    pub(crate) linked_collections: Vec<usize>,
    pub(crate) linked_installations: Vec<usize>,
    pub(crate) linked_chats: Vec<usize>,
}

/// A project file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoFile {
    pub(crate) title: Cow<'static, str>,
    pub(crate) original_path: Cow<'static, str>,
    pub(crate) context_file_category: &'static str,
    pub(crate) context_file_type: &'static str,
    pub(crate) text: Cow<'static, str>,
    pub(crate) language: &'static str,
    /// Without the dot; empty for a name such as `Makefile`.
    pub(crate) extension: &'static str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The files of a project, generated on iteration, because there can be more than fit into memory.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoFiles(Source);

#[derive(Debug, Clone, PartialEq)]
enum Source {
    Embedded(&'static [embedded::Embedded]),
    Generated { seed: u64, count: usize },
}

impl DemoFiles {
    /// Generates the files one at a time.
    pub(crate) fn files(&self) -> Box<dyn Iterator<Item = DemoFile> + Send + '_> {
        match self.0 {
            Source::Embedded(table) => Box::new(embedded::files(table)),
            Source::Generated { seed, count } => Box::new(generated::files(seed, count)),
        }
    }

    /// The number of files, without generating them.
    pub(crate) fn len(&self) -> usize {
        match self.0 {
            Source::Embedded(table) => table.len(),
            Source::Generated { count, .. } => count,
        }
    }
}

/// The demo data; with `extra_files`, the demo user has one more project, of that many generated files.
pub(crate) fn demo(extra_files: Option<usize>) -> Demo {
    Demo { users: vec![demo_user(extra_files), mira()] }
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

/// The second account, to show that accounts are isolated.
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
