//! Requests of the page to the server, and their errors in the user's words. The engine requests the files (`crates/engine`).

mod client;
mod explain;
mod version;

pub use client::Api;
pub use explain::explain;
pub use transport::{ApiError, WorkerError};
pub use version::is_outdated;
