//! The engine: a worker that loads the list of a project's files, decodes it while it arrives, keeps the texts, and answers
//! questions about them. The page gets everything but the texts, in batches.
//!
//! [`Engine`] is the state machine, which knows no browser; [`worker`] gives it messages, network and time. The page uses only
//! [`messages`] and [`ServerFilter`].

mod engine;
mod kept;
pub mod messages;
mod parts;
mod project;
mod projects;
mod server_filter;
mod tasks;
pub mod worker;

pub use engine::{Effect, Engine, Post};
pub use server_filter::ServerFilter;
