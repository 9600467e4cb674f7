//! A text in monospace with line numbers, however long.
//!
//! The text is cut into chunks, each an element of about the right height. A chunk gets its lines when it comes near what
//! is in sight. It is what is seen until the editor is there (`file_viewer/editor.rs`), and if that does not come.

mod code;
mod html;

use std::sync::Arc;

use code::Code;
use dom_view::{View, view};
use leptos::prelude::*;
use project_files::LineEnds;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::reactive::effect;
use crate::urls::Lines;

const TAB: usize = 4;

/// Up to how many lines a text is drawn completely.
const DRAWN_COMPLETELY: usize = 20_000;

/// Shows a text. A click on a line number marks that line, with the shift key everything up to it.
#[component]
pub fn CodeView(
    /// The text; not empty.
    text: Arc<str>,
    /// Where its lines end.
    lines: Arc<LineEnds>,
    /// Whether long lines are wrapped.
    #[prop(into)]
    wrap: Signal<bool>,
    /// Which lines stand out. The first of them is scrolled into sight.
    #[prop(into)]
    marked: Signal<Option<Lines>>,
    /// Called with the lines that the user marks.
    on_mark: Callback<Lines>,
    /// Whether all of it is drawn in time, so that the browser's search finds everything: if nothing else will.
    #[prop(into)]
    complete: Signal<bool>,
) -> View {
    let columns = lines.max_columns(&text, TAB).min(html::LONGEST_LINE);
    let code = Code::new(text, &lines, marked);
    let lines = lines.count();
    code.draw_what_comes_near();
    effect(move || {
        if complete.get() && lines <= DRAWN_COMPLETELY {
            code.draw_the_rest_in_time();
        }
    });
    code.follow_marks();

    let section =
        |lines: usize| view! { <div class="chunk" style=("--lines", lines.to_string())></div> };
    let sections = code.lines_of_sections().into_iter().map(section).collect::<View>();
    let click = move |click: MouseEvent| {
        if let Some(line) = number_under(&click) {
            let from =
                marked.get_untracked().filter(|_| click.shift_key()).map_or(line, Lines::first);
            if let Some(lines) = Lines::new(from, line) {
                on_mark.run(lines);
            }
        }
    };
    // With the shift key the browser would select all text up to there.
    let press = move |press: MouseEvent| {
        if number_under(&press).is_some() {
            press.prevent_default();
        }
    };
    view! {
        <div
            node_ref=code.viewport
            class="code-view"
            class:wrap=wrap
            role="group"
            aria-label="Text"
            tabindex="0"
            style=("--digits", lines.to_string().len().max(3).to_string())
            style=("--columns", columns.to_string())
            on:click=click
            on:mousedown=press
        >
            <div node_ref=code.body class="code-lines">
                {sections}
            </div>
        </div>
    }
}

/// The number of the line whose number was pressed.
fn number_under(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-line")?.parse().ok()
}
