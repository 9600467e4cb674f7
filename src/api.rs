//! The only code that talks to a server.

mod client;
mod early;
mod error;
mod explain;
mod files;
mod transport;

pub use client::Api;
pub use error::{ApiError, Unreachable};
pub use files::{FilesStream, Slice};
