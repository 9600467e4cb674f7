//! The list of what is offered.

use std::ops::Range;
use std::sync::Arc;

use dom_view::{IntoView, View, view};
use leptos::prelude::*;
use project_files::split_path;

use super::results::{Choice, Group, Results, Target};
use super::shortcut_sheet::keys_text;
use crate::ui::Icon;

/// More choices than there is room for at once (style/palette.css).
const IN_SIGHT: usize = 16;

/// The id of the list's element.
pub(super) const LIST_ID: &str = "go-to-results";

/// The id of the element of a choice.
pub(super) fn option_id(place: usize) -> String {
    format!("go-to-{place}")
}

/// All groups, each named by its heading: at once what is in sight, and the rest as soon as `is_seen`.
pub(super) fn draw(results: &Results, active: RwSignal<usize>, is_seen: RwSignal<bool>) -> View {
    let mut place = 0;
    let groups = results.groups.iter().map(|group| {
        let first = place;
        place += group.choices.len();
        draw_group(group, first, active, is_seen)
    });
    groups.collect()
}

fn draw_group(
    group: &Group,
    first: usize,
    active: RwSignal<usize>,
    is_seen: RwSignal<bool>,
) -> View {
    let heading = format!("go-to-group-{first}");
    let (in_sight, below) =
        group.choices.split_at(IN_SIGHT.saturating_sub(first).min(group.choices.len()));
    let begin_below = first + in_sight.len();
    let below: Arc<[Choice]> = Arc::from(below);
    let rest = move || match is_seen.get() {
        true => draw_choices(&below, begin_below, active),
        false => View::Empty,
    };
    view! {
        <div role="group" aria-labelledby=heading.clone()>
            <p role="presentation" class="go-to-group" id=heading>{group.name}</p>
            {draw_choices(in_sight, first, active)}
            {rest}
        </div>
    }
}

fn draw_choices(choices: &[Choice], first: usize, active: RwSignal<usize>) -> View {
    choices.iter().zip(first..).map(|(choice, place)| draw_choice(choice, place, active)).collect()
}

fn draw_choice(choice: &Choice, place: usize, active: RwSignal<usize>) -> View {
    let text = match choice.target {
        Target::File(_, line) => {
            let (whole, folder) = (choice.text.len(), split_path(&choice.text).0.len());
            // The name first, which is what is looked for; its folders shorten if there is no room.
            view! {
                <span class="go-to-name">
                    {marked(choice, folder..whole)}
                    {line.map(|line| view! { <span class="go-to-line">":" {line.to_string()}</span> })}
                </span>
                <span class="go-to-folder">" " {marked(choice, 0..folder)}</span>
            }
        }
        Target::Do(_) => {
            view! { <span class="go-to-name">{marked(choice, 0..choice.text.len())}</span> }
        }
    };
    let keys = choice.keys.and_then(|keys| keys.first());
    view! {
        <div
            role="option"
            class="go-to-option"
            id=option_id(place)
            title=choice.text.clone()
            data-place=place.to_string()
            aria-selected=move || if active.get() == place { "true" } else { "false" }
        >
            <Icon name=choice.icon />
            {text}
            {keys.map(|keys| view! { <kbd>{keys_text(keys)}</kbd> })}
        </div>
    }
}

/// A part of what a choice is called, with what was typed marked.
fn marked(choice: &Choice, part: Range<usize>) -> View {
    let text = |range: Range<usize>| choice.text.get(range).unwrap_or_default().to_owned();
    let mut pieces = Vec::new();
    let mut at = part.start;
    for mark in &choice.marks {
        // A mark can go on from the folders into the name.
        let mark = mark.start.max(part.start)..mark.end.min(part.end);
        if mark.is_empty() {
            continue;
        }
        pieces.push(text(at..mark.start).into_view());
        pieces.push(view! { <mark>{text(mark.clone())}</mark> });
        at = mark.end;
    }
    pieces.push(text(at..part.end).into_view());
    View::Many(pieces)
}
