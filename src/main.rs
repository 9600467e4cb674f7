//! The Neptun browser app.
use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Neptun"</h1> });
}
