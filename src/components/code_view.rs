//! A text in monospace with line numbers, however long.
//!
//! The text is cut into chunks, each an element of about the right height. A chunk gets its lines when it comes near what
//! is in sight. It is what is seen until the editor is there (`file_viewer/editor.rs`), and if that does not come.

mod html;

use std::sync::Arc;
use std::time::Duration;

use dom_view::{View, view};
use futures::future::abortable;
use leptos::html as tags;
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::{Chunk, chunks, line_count, max_columns};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use crate::reactive::{effect, stored};
use crate::time::sleep;
use crate::ui::ApproachWatch;
use crate::urls::Lines;

const LINES_PER_CHUNK: usize = 100;
const BYTES_PER_CHUNK: usize = 16_000;
/// Of more chunks than this, making their elements is felt; then they are larger.
const MOST_CHUNKS: usize = 300;
const TAB: usize = 4;

/// Up to how many lines a text is drawn completely.
const DRAWN_COMPLETELY: usize = 20_000;
/// How many chunks are drawn without a pause while nobody looks at them.
const CHUNKS_AT_ONCE: usize = 4;
/// The pause after them.
const PAUSE: Duration = Duration::from_millis(8);

/// Shows a text. A click on a line number marks that line, with the shift key everything up to it.
#[component]
pub fn CodeView(
    /// The text; not empty.
    text: Arc<str>,
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
    let lines = line_count(&text);
    let columns = max_columns(&text, TAB).min(html::LONGEST_LINE);
    let code = Code {
        viewport: NodeRef::new(),
        body: NodeRef::new(),
        chunks: stored(chunks(
            &text,
            LINES_PER_CHUNK.max(lines / MOST_CHUNKS),
            BYTES_PER_CHUNK.max(text.len() / MOST_CHUNKS),
        )),
        text: stored(text),
        marked,
    };
    code.draw_what_comes_near();
    effect(move || {
        if complete.get() && lines <= DRAWN_COMPLETELY {
            code.draw_the_rest_in_time();
        }
    });
    code.follow_marks();

    let chunk_elements = code.chunks.with_value(|chunks| {
        let element = |chunk: &Chunk| view! { <div class="chunk" style=("--lines", chunk.lines.to_string())></div> };
        chunks.iter().map(element).collect::<View>()
    });
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
                {chunk_elements}
            </div>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Code {
    viewport: NodeRef<tags::Div>,
    body: NodeRef<tags::Div>,
    chunks: StoredValue<Vec<Chunk>>,
    text: StoredValue<Arc<str>>,
    marked: Signal<Option<Lines>>,
}

impl Code {
    fn draw_what_comes_near(self) {
        let watch = StoredValue::new_local(None);
        effect(move || {
            let (Some(viewport), Some(body)) = (self.viewport.get(), self.body.get()) else {
                return;
            };
            // The first ones at once: an observer would tell of them a frame later.
            self.draw(0);
            self.draw(1);
            let approach = ApproachWatch::new(&viewport, move |chunk| self.draw_element(&chunk));
            for chunk in elements(&body) {
                match &approach {
                    Some(approach) => approach.add(&chunk),
                    None => self.draw_element(&chunk),
                }
            }
            watch.set_value(approach);
        });
    }

    fn draw_the_rest_in_time(self) {
        let count = self.chunks.with_value(Vec::len);
        let (work, handle) = abortable(async move {
            for chunk in 0..count {
                if chunk % CHUNKS_AT_ONCE == 0 {
                    sleep(PAUSE).await;
                }
                self.draw(chunk);
            }
        });
        on_cleanup(move || handle.abort());
        spawn_local(async move {
            // Aborted: the text is not on screen any more.
            let _ = work.await;
        });
    }

    /// Keeps the marks on the lines that are drawn; lines that are drawn later get theirs with them.
    fn follow_marks(self) {
        let mut before = None;
        effect(move || {
            let now = self.marked.get();
            if self.body.get().is_none() {
                return;
            }
            if before != now {
                self.set_mark(before, false);
                self.set_mark(now, true);
                if let Some(lines) = now {
                    self.reveal(lines.first());
                }
                before = now;
            }
        });
    }

    fn set_mark(self, lines: Option<Lines>, on: bool) {
        let Some(lines) = lines else { return };
        self.chunks.with_value(|chunks| {
            for (at, chunk) in chunks.iter().enumerate() {
                let end = chunk.first_line + chunk.lines - 1;
                if end < lines.first() || chunk.first_line > lines.last() {
                    continue;
                }
                for number in chunk.first_line.max(lines.first())..=end.min(lines.last()) {
                    if let Some(line) = self.line_element(at, number - chunk.first_line) {
                        // Fails only for a name with a space.
                        let _ = line.class_list().toggle_with_force("marked", on);
                    }
                }
            }
        });
    }

    /// Scrolls a line into the upper half of what is in sight, if it is not in sight.
    fn reveal(self, number: usize) {
        let place = self.chunks.with_value(|chunks| {
            let at = chunks.iter().position(|chunk| chunk.has_line(number))?;
            Some((at, number - chunks[at].first_line))
        });
        let (Some((at, nth)), Some(viewport)) = (place, self.viewport.get_untracked()) else {
            return;
        };
        self.draw(at);
        let Some(line) = self.line_element(at, nth) else { return };
        let (line, sight) = (line.get_bounding_client_rect(), viewport.get_bounding_client_rect());
        if line.top() < sight.top() || line.bottom() > sight.bottom() {
            let by = line.top() - sight.top() - sight.height() / 3.0;
            viewport.set_scroll_top(viewport.scroll_top() + by as i32);
        }
    }

    fn line_element(self, chunk: usize, nth: usize) -> Option<Element> {
        self.chunk_element(chunk)?.children().item(nth as u32)
    }

    fn chunk_element(self, at: usize) -> Option<Element> {
        self.body.get_untracked()?.children().item(at as u32)
    }

    fn draw_element(self, element: &Element) {
        let at = self
            .body
            .get_untracked()
            .and_then(|body| elements(&body).position(|chunk| chunk.is_same_node(Some(element))));
        if let Some(at) = at {
            self.draw(at);
        }
    }

    /// Gives a chunk its lines, unless it has them.
    fn draw(self, at: usize) {
        let Some(element) = self.chunk_element(at) else { return };
        if element.child_element_count() > 0 {
            return;
        }
        let html = self.chunks.with_value(|chunks| {
            let chunk = chunks.get(at)?;
            let marked = self.marked.get_untracked();
            self.text.with_value(|text| {
                Some(html::lines(text.get(chunk.bytes.clone())?, chunk.first_line, marked))
            })
        });
        if let Some(html) = html {
            element.set_inner_html(&html);
        }
    }
}

/// The children of an element.
fn elements(parent: &HtmlElement) -> impl Iterator<Item = Element> + use<> {
    let children = parent.children();
    (0..children.length()).filter_map(move |at| children.item(at))
}

/// The number of the line whose number was pressed.
fn number_under(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-line")?.parse().ok()
}
