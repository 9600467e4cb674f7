//! The Neptun browser app.

mod api;
mod load;
mod navigation;
mod session;
mod time;
mod urls;

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Neptun"</h1> });
}
