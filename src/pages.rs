//! One file per route.

mod bad_url;
mod files;
mod overview;
mod project;
mod projects;
mod resource;
mod resources;
mod search;
mod sign_in;
mod sign_up;

pub use bad_url::BadUrlPage;
pub use files::FilesPage;
pub use overview::OverviewPage;
pub use project::{ProjectLayout, ProjectsRoute, ResourceRoute, ResourcesRoute};
pub use projects::ProjectsPage;
pub use resource::ResourcePage;
pub use resources::ResourcesPage;
pub use search::SearchPage;
pub use sign_in::SignInPage;
pub use sign_up::SignUpPage;
