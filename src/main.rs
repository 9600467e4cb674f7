//! The Neptun browser app.

mod api;
mod app;
mod chunks;
mod components;
mod crash;
mod engine;
mod files_place;
mod files_store;
mod format;
#[cfg(not(debug_assertions))]
mod lazy;
mod leave_guard;
mod load;
mod lowercase;
mod navigation;
mod pages;
mod palette;
mod preferences;
mod project_data;
mod save_data;
mod selection;
mod session;
mod shortcuts;
mod submit;
mod theme;
mod time;
mod typed_ahead;
mod ui;

fn main() {
    crash::draw_crash_screen_on_panic();
    app::mount();
}
