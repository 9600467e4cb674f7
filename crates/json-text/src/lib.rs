//! The texts of a JSON document: where they end, and what they mean.
//!
//! A crate of its own, because optimisation is chosen by crate: the app is built for size, and only these loops for speed.

mod run;
mod text;

pub use run::plain_run;
pub use text::{NotUtf8, Text, TextError};
