//! Renders a text that is too long to be rendered at once.

use std::sync::Arc;
use std::time::Duration;

use futures::future::abortable;
use gloo_timers::future::sleep;
use leptos::html as tags;
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::{Chunk, LineEnds};
use routes::LineRange;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::html;
use crate::ui::ApproachWatch;

const LINES_PER_CHUNK: usize = 100;
const BYTES_PER_CHUNK: usize = 16_000;
/// Users notice the time that it takes to make more elements than this at once.
const MAX_SECTIONS: usize = 300;
/// The number of chunks that are rendered ahead without a pause.
const CHUNKS_PER_SLICE: usize = 4;
const SLICE_PAUSE: Duration = Duration::from_millis(8);

/// A text in chunks. The elements of several successive chunks of a long text are in an element of their own, a section, and made
/// when that comes near the viewport: a text may have a million lines, and the browser takes too long for ten thousand elements at once.
#[derive(Clone, Copy)]
pub(super) struct Code {
    /// The scrolling element.
    pub(super) viewport: NodeRef<tags::Div>,
    /// The parent of the sections.
    pub(super) body: NodeRef<tags::Div>,
    chunks: StoredValue<Vec<Chunk>>,
    chunks_per_section: usize,
    text: StoredValue<Arc<str>>,
    marked: Signal<Option<LineRange>>,
    watch: StoredValue<Option<ApproachWatch>, LocalStorage>,
}

impl Code {
    /// A text of which nothing is rendered yet.
    pub(super) fn new(text: Arc<str>, lines: &LineEnds, marked: Signal<Option<LineRange>>) -> Self {
        let chunks = lines.chunks(LINES_PER_CHUNK, BYTES_PER_CHUNK);
        Self {
            viewport: NodeRef::new(),
            body: NodeRef::new(),
            chunks_per_section: chunks.len().div_ceil(MAX_SECTIONS).max(1),
            chunks: StoredValue::new(chunks),
            text: StoredValue::new(text),
            marked,
            watch: StoredValue::new_local(None),
        }
    }

    /// The number of lines in each section.
    pub(super) fn lines_of_sections(self) -> Vec<usize> {
        let lines = |chunks: &[Chunk]| chunks.iter().map(|chunk| chunk.lines).sum();
        self.chunks.with_value(|chunks| chunks.chunks(self.chunks_per_section).map(lines).collect())
    }

    /// Renders the chunks in the viewport and, while the user scrolls, those that approach it.
    pub(super) fn render_on_approach(self) {
        Effect::new(move || {
            let (Some(viewport), Some(body)) = (self.viewport.get(), self.body.get()) else {
                return;
            };
            let watch = ApproachWatch::new(&viewport, move |element| self.on_approach(&element));
            self.watch.set_value(watch);
            // The first ones at once: an observer would report them a frame later.
            self.render_chunk(0);
            self.render_chunk(1);
            self.observe(elements(&body));
        });
    }

    fn observe(self, elements: impl Iterator<Item = Element>) {
        self.watch.with_value(|watch| {
            for element in elements {
                match watch {
                    Some(watch) => watch.add(&element),
                    None => self.on_approach(&element),
                }
            }
        });
    }

    fn on_approach(self, element: &Element) {
        let (Some(body), Some(parent)) = (self.body.get_untracked(), element.parent_element())
        else {
            return;
        };
        if parent.is_same_node(Some(&body)) {
            if let Some(section) = index_in(&body, element) {
                self.fill_section(section);
            }
        } else if let (Some(section), Some(nth)) =
            (index_in(&body, &parent), index_in(&parent, element))
        {
            self.render_chunk(section * self.chunks_per_section + nth);
        }
    }

    fn section_element(self, section: usize) -> Option<Element> {
        self.body.get_untracked()?.children().item(section as u32)
    }

    /// Adds the elements of its chunks to a section, unless it has them.
    fn fill_section(self, section: usize) {
        let Some(element) = self.section_element(section) else { return };
        if element.child_element_count() == 0 {
            self.chunks.with_value(|chunks| {
                let of_section = chunks.chunks(self.chunks_per_section).nth(section);
                for chunk in of_section.unwrap_or_default() {
                    // Fails only for names that no element and no property has.
                    let _ = append_chunk(&element, chunk.lines);
                }
            });
            self.observe(elements(&element));
        }
    }

    /// Renders the chunks that are far from the viewport, in slices.
    pub(super) fn render_rest(self) {
        let count = self.chunks.with_value(Vec::len);
        let (work, handle) = abortable(async move {
            for chunk in 0..count {
                if chunk % CHUNKS_PER_SLICE == 0 {
                    sleep(SLICE_PAUSE).await;
                }
                self.render_chunk(chunk);
            }
        });
        on_cleanup(move || handle.abort());
        spawn_local(async move {
            // Aborted: the text is not on screen any more.
            let _ = work.await;
        });
    }

    /// Keeps the marks on the lines that are rendered; a chunk that is rendered later gets its marks then.
    pub(super) fn follow_marks(self) {
        Effect::new(move |before: Option<Option<LineRange>>| {
            let before = before.flatten();
            let now = self.marked.get();
            if self.body.get().is_none() {
                return before;
            }
            if before != now {
                self.set_mark(before, false);
                self.set_mark(now, true);
                if let Some(lines) = now {
                    self.reveal(lines.first());
                }
            }
            now
        });
    }

    fn set_mark(self, lines: Option<LineRange>, on: bool) {
        let Some(lines) = lines else { return };
        self.chunks.with_value(|chunks| {
            let last = |chunk: &Chunk| chunk.first_line + chunk.lines - 1;
            for (at, chunk) in chunks.iter().enumerate() {
                if last(chunk) < lines.first() || chunk.first_line > lines.last() {
                    continue;
                }
                let Some(rendered) = self.chunk_element(at) else { continue };
                for (number, line) in (chunk.first_line..).zip(elements(&rendered)) {
                    if lines.contains(number) {
                        // Fails only for a name with a space.
                        let _ = line.class_list().toggle_with_force("marked", on);
                    }
                }
            }
        });
    }

    /// Scrolls a line to the upper half of the viewport, unless the line is in view.
    fn reveal(self, number: usize) {
        let place = self.chunks.with_value(|chunks| {
            let at = chunks.iter().position(|chunk| chunk.has_line(number))?;
            Some((at, number - chunks[at].first_line))
        });
        let (Some((at, nth)), Some(viewport)) = (place, self.viewport.get_untracked()) else {
            return;
        };
        self.render_chunk(at);
        let line = self.chunk_element(at).and_then(|chunk| chunk.children().item(nth as u32));
        let Some(line) = line else { return };
        let (line, visible) =
            (line.get_bounding_client_rect(), viewport.get_bounding_client_rect());
        if line.top() < visible.top() || line.bottom() > visible.bottom() {
            let by = line.top() - visible.top() - visible.height() / 3.0;
            viewport.set_scroll_top(viewport.scroll_top() + by as i32);
        }
    }

    /// The element of a chunk, if its section is filled.
    fn chunk_element(self, at: usize) -> Option<Element> {
        let section = self.section_element(at / self.chunks_per_section)?;
        section.children().item((at % self.chunks_per_section) as u32)
    }

    /// Adds its lines to a chunk, unless it has them.
    fn render_chunk(self, at: usize) {
        self.fill_section(at / self.chunks_per_section);
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

/// Adds an empty chunk of a number of lines, which is about as high as they will be.
fn append_chunk(section: &Element, lines: usize) -> Result<(), JsValue> {
    let chunk: HtmlElement = document().create_element("div")?.unchecked_into();
    chunk.set_class_name("chunk");
    chunk.style().set_property("--lines", &lines.to_string())?;
    section.append_child(&chunk)?;
    Ok(())
}

/// The children of an element.
fn elements(parent: &Element) -> impl Iterator<Item = Element> + use<> {
    let children = parent.children();
    (0..children.length()).filter_map(move |at| children.item(at))
}

/// The index of an element among its parent's children.
fn index_in(parent: &Element, element: &Element) -> Option<usize> {
    elements(parent).position(|child| child.is_same_node(Some(element)))
}
