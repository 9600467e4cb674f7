//! A text in monospace with line numbers, however long.
//!
//! The text is cut into chunks, each an element of about the right height. A chunk gets its lines when it comes near the
//! viewport. This view is seen until the editor is loaded (`viewer/editor.rs`), and if it cannot be loaded.

mod code;
mod html;

use std::sync::Arc;

use code::Code;
use leptos::prelude::*;
use project_files::LineEnds;
use routes::LineRange;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

const TAB_COLUMNS: usize = 4;

/// The most lines for which `complete` is honoured.
const MAX_COMPLETE_LINES: usize = 20_000;

/// Shows a text. A click on a line number marks that line; with the shift key, all lines up to it.
#[component]
pub fn CodeView(
    /// The text; not empty.
    text: Arc<str>,
    /// The ends of its lines.
    lines: Arc<LineEnds>,
    /// Wraps long lines.
    #[prop(into)]
    wrap: Signal<bool>,
    /// The highlighted lines. The first of them is scrolled into view.
    #[prop(into)]
    marked: Signal<Option<LineRange>>,
    /// Called with the lines that the user marks.
    on_mark: Callback<LineRange>,
    /// Renders the whole text bit by bit, so that the browser's own search finds everything in it.
    #[prop(into)]
    complete: Signal<bool>,
) -> impl IntoView {
    let columns = lines.max_columns(&text, TAB_COLUMNS).min(html::MAX_LINE_BYTES);
    let code = Code::new(text, &lines, marked);
    let lines = lines.count();
    code.render_on_approach();
    Effect::new(move || {
        if complete.get() && lines <= MAX_COMPLETE_LINES {
            code.render_rest();
        }
    });
    code.follow_marks();

    let sections = code
        .lines_of_sections()
        .into_iter()
        .map(|lines| view! { <div class="chunk" style=("--lines", lines.to_string())></div> })
        .collect_view();
    let click = move |click: MouseEvent| {
        if let Some(line) = number_under(&click) {
            let from =
                marked.get_untracked().filter(|_| click.shift_key()).map_or(line, LineRange::first);
            if let Some(lines) = LineRange::new(from, line) {
                on_mark.run(lines);
            }
        }
    };
    // With the shift key, the browser would select all text up to there.
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
            translate="no"
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

/// The line whose number an event is about.
fn number_under(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-line")?.parse().ok()
}
