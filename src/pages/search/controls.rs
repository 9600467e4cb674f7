//! The search field, its switches and the filters.

use leptos::prelude::*;
use leptos::{ev, html};
use project_files::contents::search::SearchQuery;
use web_sys::HtmlInputElement;

use super::task::{SearchState, SearchTask};
use super::url::SearchUrl;
use crate::components::FacetSelects;
use crate::shortcuts::{SEARCH, pressed};
use crate::state::navigation::Navigation;

/// The text, its switches, and the filters.
#[component]
pub(super) fn Controls(
    url: SearchUrl,
    task: SearchTask,
    /// Set if Back or Forward led to matches that were left before: they get the focus.
    is_return: bool,
) -> impl IntoView {
    let query = url.query;
    let input = NodeRef::<html::Input>::new();
    let navigation = Navigation::expect();
    // Read before the heading takes the focus. A link with a text to search for leaves the focus where it is.
    let takes_focus = !is_return
        && navigation.is_focus_unclaimed()
        && (navigation.should_move_focus() || query.with_untracked(|query| query.text.is_empty()));
    input.on_load(move |input| {
        if takes_focus {
            focus(&input);
        }
    });
    let shortcut = window_event_listener(ev::keydown, move |key| {
        if SEARCH.contains(&&*pressed(&key))
            && let Some(input) = input.get_untracked()
        {
            focus(&input);
        }
    });
    on_cleanup(move || shortcut.remove());

    // A memo of the filters alone: the counts do not depend on the text.
    let scope = Memo::new(move |_| query.with(SearchQuery::list_query));
    let is_invalid = move || task.state.with(|state| matches!(state, SearchState::Invalid(_)));
    view! {
        <div class="file-filters search-for" role="search">
            <input
                node_ref=input
                type="search"
                aria-label="Search in files"
                placeholder="Search in files"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=move || is_invalid().then_some("true")
                prop:value=move || query.with(|query| query.text.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    url.typed(|query| query.text = text);
                }
            />
            <Switch url=url name="Match case" sign="Aa" part=|query| &mut query.options.match_case />
            <Switch url=url name="Whole word" sign="ab" part=|query| &mut query.options.whole_word />
            <Switch url=url name="Regular expression" sign=".*" part=|query| &mut query.is_expression />
        </div>
        <div class="file-filters">
            <input
                type="text"
                aria-label="Path pattern"
                placeholder="Paths, such as src/**/*.ts, !*.test.*"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || query.with(|query| query.path.clone())
                on:input=move |event| {
                    let path = event_target_value(&event);
                    url.typed(|query| query.path = path);
                }
            />
            <FacetSelects
                files=task.files
                chosen=scope
                counted=scope
                on_category=Callback::new(move |value| url.change(|query| query.category = value))
                on_type=Callback::new(move |value| url.change(|query| query.file_type = value))
            />
        </div>
    }
}

/// An option of the search.
#[component]
fn Switch(
    url: SearchUrl,
    name: &'static str,
    sign: &'static str,
    part: fn(&mut SearchQuery) -> &mut bool,
) -> impl IntoView {
    let is_on = move || part(&mut url.query.get()).to_string();
    let toggle = move |_| {
        url.change(|query| {
            let option = part(query);
            *option = !*option;
        });
    };
    view! {
        <button
            type="button"
            class="button icon-only"
            aria-label=name
            title=name
            aria-pressed=is_on
            on:click=toggle
        >
            {sign}
        </button>
    }
}

fn focus(input: &HtmlInputElement) {
    // Fails only where nothing can have the focus.
    let _ = input.focus();
    input.select();
}
