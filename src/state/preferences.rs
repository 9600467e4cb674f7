//! What this browser remembers: preferences, who is signed in, a server that does not filter, the projects that were opened, and files that are about to be
//! deleted. Without storage, none of it.

use std::borrow::Cow;

use leptos::prelude::window;
use neptun_api::UserId;

/// Something that is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// `light` or `dark`; absent follows the system. Also read by the script in index.html.
    Theme,
    /// Wraps long lines: `true` or `false`.
    WrapLines,
    /// Shows the source of Markdown: `true`, or absent.
    MarkdownSource,
    /// The width of the files list beside an opened file, in percent.
    ListWidth,
    /// `ignored` if the server does not filter lists: then all files are asked for at once. Also read by the script in index.html.
    ServerFilters,
    /// `off` if a letter or sign alone is no shortcut; absent, it is.
    SingleKeyShortcuts,
    /// `tree` if files are shown in their folders; absent shows them as a list.
    FilesView,
    /// The files that are about to be deleted, in JSON. See [`Deletions`](crate::state::deletions::Deletions).
    Deletions,
    /// The user who is signed in, in JSON: who it is when the server cannot be asked.
    User,
    /// The order of the projects: `changed` or `name`; absent shows the last opened first.
    ProjectsSort,
    /// The projects that a user has opened, and when.
    OpenedProjects(UserId),
}

impl Preference {
    fn key(self) -> Cow<'static, str> {
        let key = match self {
            Self::Theme => "neptun.theme",
            Self::WrapLines => "neptun.wrap-lines",
            Self::MarkdownSource => "neptun.markdown-source",
            Self::ListWidth => "neptun.list-width",
            Self::ServerFilters => "neptun.server-filters",
            Self::SingleKeyShortcuts => "neptun.single-key-shortcuts",
            Self::FilesView => "neptun.files-view",
            Self::Deletions => "neptun.deletions",
            Self::User => "neptun.user",
            Self::ProjectsSort => "neptun.projects-sort",
            Self::OpenedProjects(user) => return format!("neptun.opened-projects.{user}").into(),
        };
        key.into()
    }

    /// The remembered value.
    pub fn get(self) -> Option<String> {
        storage()?.get_item(&self.key()).ok()?
    }

    /// Remembers a value, or forgets it.
    pub fn set(self, value: Option<&str>) {
        if let Some(storage) = storage() {
            // Fails if the storage is full or forbidden: then it is not remembered.
            let _ = match value {
                Some(value) => storage.set_item(&self.key(), value),
                None => storage.remove_item(&self.key()),
            };
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}
