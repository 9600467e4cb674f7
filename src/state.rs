//! State that outlives a page: the data of the server, the route, and the preferences.

pub mod app_update;
pub mod clock;
pub mod deletions;
pub mod files_store;
pub mod files_url;
pub mod leave_guard;
pub mod mutation;
pub mod navigation;
pub mod opened_projects;
pub mod preferences;
pub mod project;
pub mod projects;
pub mod query;
pub mod revalidation;
pub mod save_data;
pub mod selection;
pub mod theme;
pub mod typed_ahead;
pub mod wrap_lines;
