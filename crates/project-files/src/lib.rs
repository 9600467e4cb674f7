//! A project's files in memory.
