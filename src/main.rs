//! The Neptun browser app.

mod api;
mod app;
mod browser;
mod components;
mod crash;
mod engine;
mod format;
mod pages;
mod shortcuts;
mod state;
mod time;
mod ui;

fn main() {
    crash::draw_crash_screen_on_panic();
    app::mount();
}
