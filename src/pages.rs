//! A module per page, with everything that only this page uses.

mod account;
mod bad_url;
pub mod files;
mod overview;
mod project;
mod projects;
mod resources;
mod search;
mod sign_in;
mod sign_up;
mod words;

pub use account::AccountRoute;
pub use bad_url::BadUrlPage;
pub use files::FilesPage;
pub use overview::overview_page;
pub use project::{ProjectLayout, ProjectsRoute, ResourceRoute, ResourcesRoute};
pub use search::search_page;
pub use sign_in::sign_in_page;
pub use sign_up::sign_up_page;
