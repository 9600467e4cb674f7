//! The endpoints, one module for each group of paths.

pub(crate) mod account;
pub(crate) mod auth;
mod file_list;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod owned;
pub(crate) mod projects;
pub(crate) mod resources;
mod streamed_list;
