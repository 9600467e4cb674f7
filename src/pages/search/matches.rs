//! The list of matches.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use project_files::listing::FileEntry;
use project_files::split_path;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::pieces::pieces;
use super::results::{Row, RowState, SearchResults, Shown};
use super::saved::ScrollPosition;
use super::task::{Generation, SearchTask};
use super::url::SearchUrl;
use crate::browser::nothing_has_focus;
use crate::format;
use crate::ui::{Align, Icon, IconName, VirtualList, name, plain_name, row_for_key};

/// The matches, file by file. Only the rows in sight are in the document, one below the other in a block that is moved to their
/// offset: a row keeps its element while others are inserted above it.
#[component]
pub(super) fn Matches(
    url: SearchUrl,
    task: SearchTask,
    /// The position to restore in the first list. The position in the last list is saved here.
    position: StoredValue<Option<ScrollPosition>>,
) -> impl IntoView {
    let count = Memo::new(move |_| {
        task.changed.track();
        task.read(SearchResults::rows).unwrap_or_default()
    });
    let list = VirtualList::new(count.into());
    let matches = MatchList { url, task, list, count };
    let first_search = task.generation.get_untracked().search;
    Effect::new(move |shown: Option<u32>| {
        let search = task.generation.get().search;
        if search != shown.unwrap_or(first_search) {
            list.scroll_to_top();
        }
        search
    });
    Effect::new(move || {
        if list.is_measured()
            && let Some(position) = position.try_update_value(Option::take).flatten()
        {
            position.restore(list, move |row| matches.focus(row));
        }
    });
    on_cleanup(move || {
        if url.is_left() {
            // The router has taken the list out of the page, and with it the focus.
            let focused = url.focus_before_navigation().and_then(|element| row_of(&element));
            position.set_value(Some(ScrollPosition { top: list.scroll_top(), focused }));
        }
    });
    let scrolled = move |_| {
        matches.keep_focus();
        list.scrolled();
    };
    let offset = move || format!("translateY({}px)", list.window().top(list.window().rows().start));
    view! {
        <div
            node_ref=list.viewport
            class="matches"
            on:scroll=scrolled
            on:keydown=move |key| matches.key_pressed(&key)
            on:click=move |click| matches.clicked(&click)
        >
            <div node_ref=list.rows class="matches-rows" style:height=move || list.height()>
                <div role="list" aria-label="Matches" translate="no" style:transform=offset>
                    <For each=move || matches.rows() key=|row| *row let((_, row))>
                        <MatchRow matches=matches row=row />
                    </For>
                </div>
            </div>
        </div>
    }
}

/// The state that the parts of the list share.
#[derive(Clone, Copy)]
struct MatchList {
    url: SearchUrl,
    task: SearchTask,
    list: VirtualList,
    count: Memo<usize>,
}

impl MatchList {
    /// The rows that are drawn, each with the generation of its results.
    fn rows(self) -> Vec<(Generation, Row)> {
        let generation = self.task.generation.get();
        self.task.changed.track();
        let drawn = self.list.window().rows();
        let rows = |results: &SearchResults| {
            drawn.filter_map(|at| Some((generation, results.row(at)?))).collect()
        };
        self.task.read(rows).unwrap_or_default()
    }

    fn with_file<T>(self, nth: usize, read: impl FnOnce(FileEntry<'_>) -> T) -> Option<T> {
        let id = self.task.read(|results| results.file(nth)).flatten()?;
        self.task.files.with_untracked(|listing| listing.find(id).map(read))
    }

    /// One listener for the buttons of all rows.
    fn clicked(self, click: &MouseEvent) {
        let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) else {
            return;
        };
        let Some(at) = row_of(&button) else { return };
        let Some(row) = self.task.read(|results| results.row(at)).flatten() else { return };
        self.keep_focus();
        match (row, button.get_attribute("data-do").as_deref()) {
            (Row::File(nth), Some("fold")) => self.task.toggle(nth),
            (Row::File(nth), _) => self.task.toggle_context(nth, None),
            (Row::Line { file, number, .. }, _) => self.task.toggle_context(file, Some(number)),
            // The first of the new lines replaces the button.
            (Row::More(nth), _) => self.task.show_more(nth, move || self.focus(at)),
        }
    }

    /// The arrow keys move the focus from row to row.
    fn key_pressed(self, key: &KeyboardEvent) {
        if key.ctrl_key() || key.meta_key() || key.alt_key() || key.shift_key() {
            return;
        }
        let target = key.target().and_then(|target| target.dyn_into::<Element>().ok());
        let (list, count) = (self.list, self.count.get_untracked());
        let active = target.and_then(|target| row_of(&target));
        let to = row_for_key(&key.key(), active, list.first_in_sight(), count, list.page());
        if let Some(to) = to {
            key.prevent_default();
            self.focus(to);
        }
    }

    /// Scrolls to a row and focuses its link or button.
    fn focus(self, row: usize) {
        self.list.reveal(row, Align::Nearest);
        // By the next frame, the row is drawn.
        request_animation_frame(move || {
            let viewport = self.list.viewport.try_get_untracked().flatten();
            let selector = format!("[data-index='{row}'] :is(a, button)");
            let link =
                viewport.and_then(|viewport| viewport.query_selector(&selector).ok().flatten());
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                // Fails only where nothing can have the focus.
                let _ = link.focus();
            }
        });
    }

    /// Keeps the focus in its row while rows change. `<For>` takes some of those that stay out of the document and puts them back
    /// when more than one is inserted above them, which ends their focus.
    fn keep_focus(self) {
        let focused = document().active_element().filter(|element| row_of(element).is_some());
        let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        request_animation_frame(move || {
            if nothing_has_focus() && focused.is_connected() {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                // Fails only where nothing can have the focus.
                let _ = focused.focus_with_options(&options);
            }
        });
    }
}

/// A row. It is that of one file or one line for as long as it is in the document.
#[component]
fn MatchRow(matches: MatchList, row: Row) -> impl IntoView {
    let state = Memo::new(move |_| {
        matches.task.changed.track();
        matches.task.read(|results| results.row_state(row)).flatten().unwrap_or_default()
    });
    let (class, content) = match row {
        Row::File(nth) => {
            ("match-file", view! { <FileRow matches=matches nth=nth state=state /> }.into_any())
        }
        Row::Line { file, number, is_context } => (
            if is_context { "match-line beside" } else { "match-line" },
            view! { <LineRow matches=matches nth=file number=number state=state /> }.into_any(),
        ),
        Row::More(_) => ("match-more", view! { <MoreRow state=state /> }.into_any()),
    };
    view! {
        <div
            role="listitem"
            class=class
            data-index=move || state.get().index
            aria-posinset=move || state.get().index + 1
            aria-setsize=matches.count
        >
            {content}
        </div>
    }
}

/// The heading of a file.
#[component]
fn FileRow(matches: MatchList, nth: usize, state: Memo<RowState>) -> impl IntoView {
    let file = matches.with_file(nth, |file| {
        (file.path.to_owned(), matches.url.url_of(file.id, None).to_string())
    });
    file.map(|(path, href)| {
        let (folder, file) = split_path(&path);
        let (folder, file, path) = (name(folder), name(file), plain_name(&path));
        view! {
            <button
                type="button"
                class="fold"
                data-do="fold"
                aria-label=format!("Matches in {path}")
                aria-expanded=move || (!state.get().is_collapsed).to_string()
            ></button>
            <h2>
                <a class="file-path" href=href title=path.to_string()>
                    <span class="folder">{folder}</span>
                    <span class="name">{file}</span>
                </a>
            </h2>
            <span class="tag count">{move || format::count(state.get().matches)}</span>
            <button
                type="button"
                class="around"
                data-do="around"
                aria-label=format!("Show context in {path}")
                title="Show context: two lines before and after each match"
                aria-pressed=move || state.get().has_context.to_string()
            >
                <Icon name=IconName::Context />
            </button>
        }
    })
}

/// A line with a match, or one near it.
#[component]
fn LineRow(matches: MatchList, nth: usize, number: u32, state: Memo<RowState>) -> impl IntoView {
    let shown = matches.task.read(|results| results.line(nth, number)).flatten();
    let href = matches.with_file(nth, |file| matches.url.url_of(file.id, Some(number)).to_string());
    let is_indented = Memo::new(move |_| state.get().is_among_context);
    shown.zip(href).map(|(shown, href)| {
        let around = matches!(shown, Shown::Match(_)).then(|| {
            view! {
                <button
                    type="button"
                    class="around"
                    data-do="around"
                    aria-label=format!("Show context of line {number}")
                    title="Show context: two lines before and after"
                    aria-pressed=move || state.get().has_context.to_string()
                >
                    <Icon name=IconName::Context />
                </button>
            }
        });
        let text = move || match &shown {
            Shown::Match(line) => pieces(&line.excerpt, &line.marks, is_indented.get()),
            Shown::Context(excerpt) => pieces(excerpt, &[], true),
        };
        view! {
            <a href=href>
                <span class="number">{number}</span>
                <code>{text}</code>
            </a>
            {around}
        }
    })
}

/// The button that shows more lines of a file.
#[component]
fn MoreRow(state: Memo<RowState>) -> impl IntoView {
    let left = move || format::counted(state.get().left_out, "further line", "further lines");
    view! {
        <button type="button" class="button quiet" data-do="more">
            {move || format!("Show more of {}", left())}
        </button>
    }
}

/// The index of the row that an element is in.
fn row_of(element: &Element) -> Option<usize> {
    let row = element.closest("[data-index]").ok()??;
    row.get_attribute("data-index")?.parse().ok()
}
