//! The worker's entry point.

fn main() {
    engine::worker::start();
}
