//! The Neptun server.
fn main() {}
