//! The list of what was found.

use dom_view::{IntoView, View, each, view};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use neptun_api::ProjectFile;
use project_files::search::Excerpt;
use project_files::split_path;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::left::Place;
use super::pieces::pieces;
use super::place::SearchPlace;
use super::runner::Runner;
use super::sheet::{Row, RowState, Sheet, Shown};
use crate::format;
use crate::reactive::{derived, effect, memo};
use crate::ui::{Align, VirtualList, row_for_key};

/// The matches, file by file. Only the rows in sight are in the page, one below the other in a block that is moved to where they
/// belong, so that rows stay what they are when others come above them.
#[component]
pub(super) fn Matches(
    place: SearchPlace,
    runner: Runner,
    /// Where it was left before, which is only for the first list, and where it is left when the page goes.
    at: StoredValue<Option<Place>>,
) -> View {
    let count = memo(move || {
        runner.changed.track();
        runner.look(Sheet::rows).unwrap_or_default()
    });
    let list = VirtualList::new(derived(move || count.get()));
    let matches = Matching { place, runner, list, count };
    let mut shown = runner.generation.get_untracked();
    effect(move || {
        let generation = runner.generation.get();
        if shown != generation {
            shown = generation;
            list.scroll_to_top();
        }
    });
    let mut was_at = at.try_update_value(Option::take).flatten();
    effect(move || {
        if list.is_measured()
            && let Some(was_at) = was_at.take()
        {
            was_at.go_back(list, move |row| matches.focus(row));
        }
    });
    on_cleanup(move || {
        if place.is_left() {
            let focused = document().active_element().and_then(|element| place_of(&element));
            at.set_value(Some(Place { top: list.scroll_top(), focused }));
        }
    });
    let key = |row: &(u32, Row)| *row;
    view! {
        <div
            node_ref=list.viewport
            class="matches"
            on:scroll=move |_| list.scrolled()
            on:keydown=move |key| matches.key_pressed(&key)
            on:click=move |click| matches.clicked(&click)
        >
            <div node_ref=list.rows class="matches-rows" style:height=move || list.height()>
                <div
                    role="list"
                    aria-label="Matches"
                    style:transform=move || format!("translateY({}px)", list.window().top(list.window().rows().start))
                >
                    {each(move || matches.rows(), key, move |(_, row)| matches.draw(row))}
                </div>
            </div>
        </div>
    }
}

/// What the parts of the list share.
#[derive(Clone, Copy)]
struct Matching {
    place: SearchPlace,
    runner: Runner,
    list: VirtualList,
    count: Memo<usize>,
}

impl Matching {
    /// The rows that are drawn, each with the number of its sheet.
    fn rows(self) -> Vec<(u32, Row)> {
        let generation = self.runner.generation.get();
        self.runner.changed.track();
        let places = self.list.window().rows();
        let rows =
            |sheet: &Sheet| places.filter_map(|at| Some((generation, sheet.row(at)?))).collect();
        self.runner.look(rows).unwrap_or_default()
    }

    fn draw(self, row: Row) -> View {
        let state = memo(move || {
            self.runner.changed.track();
            self.runner.look(|sheet| sheet.row_state(row)).flatten().unwrap_or_default()
        });
        let (class, content) = match row {
            Row::File(nth) => ("match-file", self.draw_file(nth, state)),
            Row::Line { file, number, .. } => self.draw_line(file, number, state),
            Row::More(_) => ("match-more", draw_more(state)),
        };
        view! {
            <div
                role="listitem"
                class=class
                data-place=move || state.get().place.to_string()
                aria-posinset=move || (state.get().place + 1).to_string()
                aria-setsize=move || self.count.get().to_string()
            >
                {content}
            </div>
        }
    }

    fn draw_file(self, nth: usize, state: Memo<RowState>) -> View {
        let Some((path, href)) = self.with_file(nth, |file| {
            (file.original_path.clone(), self.place.url_of(file.id, None).to_string())
        }) else {
            return View::Empty;
        };
        let (folder, name) = split_path(&path);
        view! {
            <button
                type="button"
                class="fold"
                data-do="fold"
                aria-label=format!("Matches in {path}")
                aria-expanded=move || truth(!state.get().is_collapsed)
            ></button>
            <h2>
                <a class="file-path" href=href title=path.clone()>
                    <span class="folder">{folder.to_owned()}</span>
                    <span class="name">{name.to_owned()}</span>
                </a>
            </h2>
            <span class="tag count">{move || format::count(state.get().matches)}</span>
            <button
                type="button"
                class="around"
                data-do="around"
                aria-label=format!("Lines around the matches in {path}")
                title="Two lines before and after each match"
                aria-pressed=move || truth(state.get().has_context)
            >
                "±2"
            </button>
        }
    }

    fn draw_line(self, nth: usize, number: usize, state: Memo<RowState>) -> (&'static str, View) {
        let shown = self.runner.look(|sheet| sheet.line(nth, number)).flatten();
        let href = self.with_file(nth, |file| self.place.url_of(file.id, Some(number)).to_string());
        let (Some(shown), Some(href)) = (shown, href) else { return ("match-line", View::Empty) };
        let is_found = matches!(shown, Shown::Found(_));
        let around = || {
            view! {
                <button
                    type="button"
                    class="around"
                    data-do="around"
                    aria-label=format!("Lines around line {number}")
                    title="Two lines before and after"
                    aria-pressed=move || truth(state.get().has_context)
                >
                    "±2"
                </button>
            }
        };
        // Among its neighbours a line is indented as they are. A memo of its own: the text is cut out of the file anew when it changes.
        let indented = memo(move || state.get().is_among_context);
        let line = view! {
            <a href=href>
                <span class="number">{number.to_string()}</span>
                <code>{move || self.text(nth, &shown, indented.get())}</code>
            </a>
            {is_found.then(around)}
        };
        (if is_found { "match-line" } else { "match-line beside" }, line)
    }

    /// What is seen of a line, its matches marked.
    fn text(self, nth: usize, shown: &Shown, indented: bool) -> View {
        let pieces = self.runner.files.load.value().with_untracked(|loaded| {
            let files = &loaded.as_ref()?.files;
            self.runner.change(|sheet| {
                let text = sheet.search.text(files, sheet.file(nth)?)?;
                Some(match shown {
                    Shown::Beside(excerpt) => pieces(text, excerpt, &[]),
                    Shown::Found(at) => {
                        let line = *sheet.file(nth)?.kept.get(*at)?;
                        let excerpt = Excerpt::around(text, &line, indented);
                        let marks = sheet.search.marks(text, &line, &excerpt);
                        pieces(text, &excerpt, &marks)
                    }
                })
            })?
        });
        pieces.into_view()
    }

    fn with_file<T>(self, nth: usize, read: impl FnOnce(&ProjectFile) -> T) -> Option<T> {
        self.runner.files.load.value().with_untracked(|loaded| {
            let files = &loaded.as_ref()?.files;
            self.runner.look(|sheet| sheet.search.file(files, sheet.file(nth)?).map(read))?
        })
    }

    /// One listener for all buttons, of which there are many.
    fn clicked(self, click: &MouseEvent) {
        let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) else {
            return;
        };
        let Some(place) = place_of(&button) else { return };
        let Some(row) = self.runner.look(|sheet| sheet.row(place)).flatten() else { return };
        self.runner.files.load.value().with_untracked(|loaded| {
            let Some(loaded) = loaded else { return };
            self.runner.change(|sheet| match (row, button.get_attribute("data-do").as_deref()) {
                (Row::File(nth), Some("fold")) => sheet.toggle(nth),
                (Row::File(nth), _) => sheet.toggle_context(&loaded.files, nth, None),
                (Row::Line { file, number, .. }, _) => {
                    sheet.toggle_context(&loaded.files, file, Some(number));
                }
                (Row::More(nth), _) => sheet.show_more(&loaded.files, nth),
            });
        });
        self.runner.changed.notify();
        if matches!(row, Row::More(_)) {
            // The first of those lines is where the button was.
            self.focus(place);
        }
    }

    /// The arrow keys go from row to row.
    fn key_pressed(self, key: &KeyboardEvent) {
        if key.ctrl_key() || key.meta_key() || key.alt_key() || key.shift_key() {
            return;
        }
        let target = key.target().and_then(|target| target.dyn_into::<Element>().ok());
        let (list, count) = (self.list, self.count.get_untracked());
        let active = target.and_then(|target| place_of(&target));
        let to = row_for_key(&key.key(), active, list.first_in_sight(), count, list.page());
        if let Some(to) = to {
            key.prevent_default();
            self.focus(to);
        }
    }

    /// Brings a row into sight and gives it the focus.
    fn focus(self, place: usize) {
        self.list.reveal(place, Align::Nearest);
        // Once it is drawn.
        request_animation_frame(move || {
            let viewport = self.list.viewport.try_get_untracked().flatten();
            let selector = format!("[data-place='{place}'] :is(a, button)");
            let link =
                viewport.and_then(|viewport| viewport.query_selector(&selector).ok().flatten());
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                // Fails only where nothing can have the focus.
                let _ = link.focus();
            }
        });
    }
}

fn draw_more(state: Memo<RowState>) -> View {
    let left = move || {
        let left = format::counted(state.get().left_out, "further line", "further lines");
        format!("Show more of {left}")
    };
    view! {
        <button type="button" class="button quiet" data-do="more">
            {left}
        </button>
    }
}

/// The value of an attribute that is always there.
fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

/// The place of the row that an element is in.
fn place_of(element: &Element) -> Option<usize> {
    let row = element.closest("[data-place]").ok()??;
    row.get_attribute("data-place")?.parse().ok()
}
