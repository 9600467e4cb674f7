//! The drawing of a text that is too long to be drawn at once.

use std::sync::Arc;
use std::time::Duration;

use dom_view::El;
use futures::future::abortable;
use leptos::html as tags;
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::{Chunk, LineEnds};
use web_sys::Element;

use super::html;
use crate::reactive::{effect, stored};
use crate::time::sleep;
use crate::ui::ApproachWatch;
use crate::urls::Lines;

const LINES_PER_CHUNK: usize = 100;
const BYTES_PER_CHUNK: usize = 16_000;
/// Of more elements than this at a time, making them is felt.
const MOST_SECTIONS: usize = 300;
/// How many chunks are drawn without a pause while nobody looks at them.
const CHUNKS_AT_ONCE: usize = 4;
/// The pause after them.
const PAUSE: Duration = Duration::from_millis(8);

/// A text in its chunks. Of a long one, several chunks at a time are in an element of their own, a section, and made when that comes
/// near: a text may have a million lines, and ten thousand elements take the browser too long at once.
#[derive(Clone, Copy)]
pub(super) struct Code {
    /// What scrolls.
    pub(super) viewport: NodeRef<tags::Div>,
    /// What the sections are in.
    pub(super) body: NodeRef<tags::Div>,
    chunks: StoredValue<Vec<Chunk>>,
    /// How many chunks a section has.
    per_section: usize,
    text: StoredValue<Arc<str>>,
    marked: Signal<Option<Lines>>,
    watch: StoredValue<Option<ApproachWatch>, LocalStorage>,
}

impl Code {
    /// A text, of which nothing is drawn yet.
    pub(super) fn new(text: Arc<str>, lines: &LineEnds, marked: Signal<Option<Lines>>) -> Self {
        let chunks = lines.chunks(LINES_PER_CHUNK, BYTES_PER_CHUNK);
        Self {
            viewport: NodeRef::new(),
            body: NodeRef::new(),
            per_section: chunks.len().div_ceil(MOST_SECTIONS).max(1),
            chunks: stored(chunks),
            text: stored(text),
            marked,
            watch: StoredValue::new_local(None),
        }
    }

    /// How many lines each section has.
    pub(super) fn lines_of_sections(self) -> Vec<usize> {
        let lines = |chunks: &[Chunk]| chunks.iter().map(|chunk| chunk.lines).sum();
        self.chunks.with_value(|chunks| chunks.chunks(self.per_section).map(lines).collect())
    }

    /// Draws what is in sight and, while the user scrolls, what is about to be.
    pub(super) fn draw_what_comes_near(self) {
        effect(move || {
            let (Some(viewport), Some(body)) = (self.viewport.get(), self.body.get()) else {
                return;
            };
            let watch = ApproachWatch::new(&viewport, move |element| self.came_near(&element));
            self.watch.set_value(watch);
            // The first ones at once: an observer would tell of them a frame later.
            self.draw(0);
            self.draw(1);
            self.await_approach(elements(&body));
        });
    }

    fn await_approach(self, elements: impl Iterator<Item = Element>) {
        self.watch.with_value(|watch| {
            for element in elements {
                match watch {
                    Some(watch) => watch.add(&element),
                    None => self.came_near(&element),
                }
            }
        });
    }

    fn came_near(self, element: &Element) {
        let (Some(body), Some(parent)) = (self.body.get_untracked(), element.parent_element())
        else {
            return;
        };
        if parent.is_same_node(Some(&body)) {
            if let Some(section) = place_in(&body, element) {
                self.divide(section);
            }
        } else if let (Some(section), Some(nth)) =
            (place_in(&body, &parent), place_in(&parent, element))
        {
            self.draw(section * self.per_section + nth);
        }
    }

    fn section_element(self, section: usize) -> Option<Element> {
        self.body.get_untracked()?.children().item(section as u32)
    }

    /// Gives a section the elements of its chunks, unless it has them.
    fn divide(self, section: usize) {
        let Some(element) = self.section_element(section) else { return };
        if element.child_element_count() == 0 {
            self.chunks.with_value(|chunks| {
                let of_section = chunks.chunks(self.per_section).nth(section);
                for chunk in of_section.unwrap_or_default() {
                    let drawn = El::new("div").fixed("class", "chunk");
                    drawn.set_style("--lines", &chunk.lines.to_string());
                    drawn.append_to(&element);
                }
            });
            self.await_approach(elements(&element));
        }
    }

    /// Draws what nobody looks at yet.
    pub(super) fn draw_the_rest_in_time(self) {
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
    pub(super) fn follow_marks(self) {
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
            let last = |chunk: &Chunk| chunk.first_line + chunk.lines - 1;
            for (at, chunk) in chunks.iter().enumerate() {
                if last(chunk) < lines.first() || chunk.first_line > lines.last() {
                    continue;
                }
                let Some(drawn) = self.chunk_element(at) else { continue };
                for (number, line) in (chunk.first_line..).zip(elements(&drawn)) {
                    if lines.contains(number) {
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
        let line = self.chunk_element(at).and_then(|chunk| chunk.children().item(nth as u32));
        let Some(line) = line else { return };
        let (line, sight) = (line.get_bounding_client_rect(), viewport.get_bounding_client_rect());
        if line.top() < sight.top() || line.bottom() > sight.bottom() {
            let by = line.top() - sight.top() - sight.height() / 3.0;
            viewport.set_scroll_top(viewport.scroll_top() + by as i32);
        }
    }

    /// The element of a chunk, if its section has come near.
    fn chunk_element(self, at: usize) -> Option<Element> {
        let section = self.section_element(at / self.per_section)?;
        section.children().item((at % self.per_section) as u32)
    }

    /// Gives a chunk its lines, unless it has them.
    fn draw(self, at: usize) {
        self.divide(at / self.per_section);
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
fn elements(parent: &Element) -> impl Iterator<Item = Element> + use<> {
    let children = parent.children();
    (0..children.length()).filter_map(move |at| children.item(at))
}

/// Which of its parent's children an element is.
fn place_in(parent: &Element, element: &Element) -> Option<usize> {
    elements(parent).position(|child| child.is_same_node(Some(element)))
}
