//! The Neptun browser app.

mod api;
mod app;
mod chunks;
mod components;
mod crash;
mod engine;
mod format;
#[cfg(not(debug_assertions))]
mod lazy;
mod pages;
mod shortcuts;
mod state;
mod time;
mod ui;

fn main() {
    crash::draw_crash_screen_on_panic();
    app::mount();
}
