//! The linked resources of a project: lists, details, and adding one.

mod account_picture;
mod add;
mod details;
mod linked;
mod list;
mod sharing;
mod text;

pub use details::resource_page;
pub use list::resources_page;
