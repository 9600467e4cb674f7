//! The database: a pool, and one file per table with the queries that need more than a line.

pub mod bookings;
mod pool;

pub use pool::{Pool, connect};
