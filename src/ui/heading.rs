//! The heading of a page.

use leptos::html;
use leptos::prelude::*;

use crate::state::navigation::Navigation;
use crate::ui::{name, plain_name};

/// The page's `h1`, and the title of the window. After a move within the app it takes the focus, so that a screen reader
/// announces it and the keyboard goes on from there; on the first page the browser has the focus where it belongs.
#[component]
pub fn PageHeading(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The rest of the window's title, for example the project's name.
    #[prop(into, optional)]
    context: Signal<Option<String>>,
    /// The title of the window while a part of the page is being read; otherwise it is that of the page.
    #[prop(into, optional)]
    window_title: Signal<Option<String>>,
    /// True if the heading is the name of something.
    #[prop(optional)]
    is_name: bool,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let navigation = Navigation::expect();
    let mut is_new = true;
    Effect::new(move || {
        if let Some(heading) = heading.get()
            && std::mem::take(&mut is_new)
            && navigation.should_move_focus()
        {
            // Fails only where nothing can have the focus.
            let _ = heading.focus();
        }
    });
    Effect::new(move || {
        let title = window_title.get().unwrap_or_else(|| title.get());
        let mut full = plain_name(&title).into_owned();
        if let Some(context) = context.get() {
            full.extend([" · ", &*plain_name(&context)]);
        }
        document().set_title(&(full + " · Neptun"));
    });
    view! {
        <h1 node_ref=heading class="page-heading" tabindex="-1" translate=is_name.then_some("no")>
            {move || title.with(|title| name(title))}
        </h1>
    }
}
