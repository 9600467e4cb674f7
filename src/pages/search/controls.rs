//! What is searched for, and where.

use dom_view::ev::value_of;
use dom_view::{View, view};
use leptos::prelude::*;
use leptos::{ev, html};
use project_files::search::SearchQuery;

use super::place::SearchPlace;
use super::runner::{Runner, State};
use crate::components::FacetSelects;
use crate::navigation::Navigation;
use crate::reactive::{callback, effect, memo};
use crate::shortcuts::{SEARCH, pressed};

/// The text, its switches, and the filters.
#[component]
pub(super) fn Controls(
    place: SearchPlace,
    runner: Runner,
    /// Whether somebody is back among the matches, who has the focus there.
    came_back: bool,
) -> View {
    let query = place.query;
    let input = NodeRef::<html::Input>::new();
    let focus = move || {
        if let Some(input) = input.get_untracked() {
            // Fails only where nothing can have the focus.
            let _ = input.focus();
            input.select();
        }
    };
    // What one comes here for is to type, unless the link has it all.
    let navigation = Navigation::expect();
    // Asked now: later the heading above has taken it.
    let mut take_focus = !came_back
        && navigation.may_take_focus()
        && (navigation.answers_the_user() || query.with_untracked(|query| query.text.is_empty()));
    effect(move || {
        if input.get().is_some() && std::mem::take(&mut take_focus) {
            focus();
        }
    });
    let again = window_event_listener(ev::keydown, move |key| {
        if SEARCH.contains(&&*pressed(&key)) {
            focus();
        }
    });
    on_cleanup(move || again.remove());

    // Only the filters: the counts have nothing to do with what is typed.
    let scope = memo(move || query.with(SearchQuery::files));
    let is_invalid = move || runner.state.with(|state| matches!(state, State::Invalid(_)));
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
                    let text = value_of(&event);
                    place.typed(|query| query.text = text);
                }
            />
            <Switch place=place name="Match case" sign="Aa" part=|query| &mut query.options.match_case />
            <Switch place=place name="Whole word" sign="ab" part=|query| &mut query.options.whole_word />
            <Switch place=place name="Regular expression" sign=".*" part=|query| &mut query.is_expression />
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
                    let path = value_of(&event);
                    place.typed(|query| query.path = path);
                }
            />
            <FacetSelects
                files=runner.files
                chosen=scope
                counted=scope
                on_category=callback(move |value| place.change(|query| query.category = value))
                on_type=callback(move |value| place.change(|query| query.file_type = value))
            />
        </div>
    }
}

/// A part of the search that is on or off.
#[component]
fn Switch(
    place: SearchPlace,
    name: &'static str,
    sign: &'static str,
    part: fn(&mut SearchQuery) -> &mut bool,
) -> View {
    let is_on = move || if *part(&mut place.query.get()) { "true" } else { "false" };
    let toggle = move |_| {
        place.change(|query| {
            let on = part(query);
            *on = !*on;
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
