//! Requests of the page to the server, the session, and their errors in the user's words. The engine requests the files (`crates/engine`).

mod client;
mod explain;
mod kept_answers;
pub mod session;
mod slow_requests;
mod version;

pub use client::{Api, FileTarget};
pub use explain::explain;
pub use kept_answers::KeptAnswers;
pub use slow_requests::SlowRequests;
pub use transport::{ApiError, WorkerError};
pub use version::{ServerVersion, server_version};
