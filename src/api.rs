//! The only code that talks to a server.

mod client;
mod error;
mod explain;
mod transport;

pub use client::Api;
pub use error::{ApiError, Unreachable};
