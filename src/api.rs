//! The only code that talks to a server.

mod client;
mod error;
mod explain;
mod transport;

pub use client::{Api, FilesAnswer};
pub use error::{ApiError, Unreachable};
pub use explain::Explanation;
