//! Keys and clicks in "Go to".

use std::time::Duration;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use neptun_api::FileId;
use routes::{FilesRoute, LineRange, ProjectRoute, Route};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::commands::Action;
use super::option::{LIST_ID, option_id};
use super::results::{Results, Target};
use super::state::PaletteState;
use crate::ui::row_for_key;

/// Choices that Page Up and Page Down move by.
const PAGE: usize = 10;

impl PaletteState {
    /// Starts a new search, with its best result active.
    pub(super) fn type_text(self, text: String) {
        if let Some(list) = document().get_element_by_id(LIST_ID) {
            list.set_scroll_top(0);
        }
        self.active.set(0);
        self.is_seen.set(false);
        self.typed.set(text);
    }

    /// Moves to another choice, or runs the active one.
    pub(super) fn key_pressed(self, key: &KeyboardEvent) {
        if key.alt_key() || key.shift_key() {
            return;
        }
        let name = key.key();
        if name == "Enter" {
            key.prevent_default();
            self.choose(self.active.get_untracked(), key.ctrl_key() || key.meta_key());
            return;
        }
        if key.ctrl_key() || key.meta_key() {
            return;
        }
        let count = self.results.with_untracked(Results::len);
        let active = Some(self.active.get_untracked());
        if let Some(to) = row_for_key(&name, active, 0, count, PAGE) {
            key.prevent_default();
            self.active.set(to);
            reveal(to);
        }
    }

    /// Runs the choice that is clicked.
    pub(super) fn clicked(self, click: &MouseEvent) {
        let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
        let option = target.and_then(|target| target.closest("[data-place]").ok().flatten());
        let place = option.and_then(|option| option.get_attribute("data-place")?.parse().ok());
        if let Some(place) = place {
            self.choose(place, click.ctrl_key() || click.meta_key());
        }
    }

    /// Runs the choice at a position.
    fn choose(self, place: usize, in_new_tab: bool) {
        let Some(choice) = self.results.with_untracked(|results| results.get(place).cloned())
        else {
            return;
        };
        let action = match choice.target {
            Target::File(file, line) => self.url_of(file, line).map(Action::Go),
            Target::Do(action) => Some(action),
        };
        let Some(action) = action else { return };
        if let (Action::Go(url), true) = (&action, in_new_tab) {
            open_in_new_tab(&url.to_string());
            return;
        }
        let means = self.means;
        self.palette.close();
        // Closing gives the focus back to the element that had it. Only then may the next page take it.
        set_timeout(move || means.run(&action), Duration::ZERO);
    }

    /// The URL that opens a file on the page of files, with its current filters.
    fn url_of(self, file: FileId, line: Option<usize>) -> Option<Route> {
        let project = self.project?.id;
        let query = match self.navigation.page_untracked() {
            Some(Route::Project(_, ProjectRoute::Files(view))) => view.query,
            _ => FilesRoute::default().query,
        };
        let lines = line.and_then(|line| LineRange::new(line, line));
        Some(Route::Project(
            project,
            ProjectRoute::Files(FilesRoute { file: Some(file), query, lines }),
        ))
    }
}

/// Clicks a link, so that no browser blocks the tab as a pop-up.
fn open_in_new_tab(url: &str) {
    if let Ok(link) = document().create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(url);
        // Never fails for this name and value.
        let _ = link.set_attribute("target", "_blank");
        link.click();
    }
}

/// Scrolls to a choice, with the heading above it if it is the first one.
fn reveal(place: usize) {
    let id = if place == 0 { "go-to-group-0".to_owned() } else { option_id(place) };
    if let Some(option) = document().get_element_by_id(&id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
