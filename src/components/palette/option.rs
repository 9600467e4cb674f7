//! The options of the listbox of "Go to".

use std::ops::Range;

use leptos::either::Either;
use leptos::prelude::*;
use project_files::split_path;

use super::results::{Choice, Target};
use super::shortcut_sheet::keys_text;
use super::state::PaletteState;
use crate::ui::{Icon, name_part, plain_name};

/// More options than the height of the list has room for (style/palette.css).
const IN_SIGHT: usize = 16;

/// The id of the listbox.
pub(super) const LIST_ID: &str = "go-to-results";

/// The id of the option at a position, counted through all groups.
pub(super) fn option_id(place: usize) -> String {
    format!("go-to-{place}")
}

/// All groups, each named by its heading. Another search changes the texts of groups and options that are there.
#[component]
pub(super) fn OptionGroups(state: PaletteState) -> impl IntoView {
    let groups = Memo::new(move |_| state.results.with(|results| results.groups.len()));
    view! {
        <For each=move || 0..groups.get() key=|group| *group let:group>
            <OptionGroup state=state group=group />
        </For>
    }
}

#[component]
fn OptionGroup(state: PaletteState, group: usize) -> impl IntoView {
    let results = state.results;
    let name = Memo::new(move |_| {
        results.with(|results| results.groups.get(group).map(|group| group.name))
    });
    let first = Memo::new(move |_| {
        results.with(|results| {
            results.groups.iter().take(group).map(|group| group.choices.len()).sum::<usize>()
        })
    });
    let rendered = Memo::new(move |_| {
        let count = results
            .with(|results| results.groups.get(group).map_or(0, |group| group.choices.len()));
        if state.is_seen.get() { count } else { count.min(IN_SIGHT.saturating_sub(first.get())) }
    });
    let heading_id = move || format!("go-to-group-{}", first.get());
    view! {
        <div role="group" aria-labelledby=heading_id>
            <p role="presentation" class="go-to-group" id=heading_id>
                {name}
            </p>
            <For each=move || 0..rendered.get() key=|nth| *nth let:nth>
                <GroupOption state=state group=group first=first nth=nth />
            </For>
        </div>
    }
}

#[component]
fn GroupOption(state: PaletteState, group: usize, first: Memo<usize>, nth: usize) -> impl IntoView {
    let choice = Memo::new(move |_| {
        state.results.with(|results| results.groups.get(group)?.choices.get(nth).cloned())
    });
    let place = move || first.get() + nth;
    view! {
        <div
            role="option"
            class="go-to-option"
            id=move || option_id(place())
            title=move || choice.with(|choice| Some(plain_name(&choice.as_ref()?.text).into_owned()))
            data-place=move || place().to_string()
            aria-selected=move || if state.active.get() == place() { "true" } else { "false" }
        >
            {move || choice.with(|choice| choice.as_ref().map(option_content))}
        </div>
    }
}

fn option_content(choice: &Choice) -> impl IntoView + use<> {
    let (folder, line) = match choice.target {
        Target::File(_, line) => (Some(split_path(&choice.text).0.len()), line),
        Target::Do(_) => (None, None),
    };
    let keys = choice.keys.and_then(|keys| keys.first());
    // The name of a file comes first, because users look for it; its folder shortens if there is no room.
    view! {
        <Icon name=choice.icon />
        <span class="go-to-name">
            {marked(choice, folder.unwrap_or_default()..choice.text.len())}
            {line.map(|line| view! { <span class="go-to-line">":" {line}</span> })}
        </span>
        {folder.map(|folder| view! { <span class="go-to-folder">" " {marked(choice, 0..folder)}</span> })}
        {keys.map(|keys| view! { <kbd>{keys_text(keys)}</kbd> })}
    }
}

/// A part of the choice's text, with the matches marked.
fn marked(choice: &Choice, part: Range<usize>) -> impl IntoView + use<> {
    // The ends of a file's name are those of its part.
    let whole = choice.text.get(part.clone()).unwrap_or_default();
    let text =
        |range: Range<usize>| name_part(whole, range.start - part.start..range.end - part.start);
    let mut pieces = Vec::new();
    let mut at = part.start;
    for mark in &choice.marks {
        // A mark can extend from the folder into the name.
        let mark = mark.start.max(part.start)..mark.end.min(part.end);
        if mark.is_empty() {
            continue;
        }
        pieces.push(Either::Left(text(at..mark.start)));
        pieces.push(Either::Right(view! { <mark>{text(mark.clone())}</mark> }));
        at = mark.end;
    }
    pieces.push(Either::Left(text(at..part.end)));
    pieces
}
