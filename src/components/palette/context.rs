//! The keys that work anywhere: they open the dialog "Go to" and the help sheet, and lead to the search in files.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use routes::{ProjectRoute, Route};

use super::palette_dialog;
use crate::api::session::Session;
use crate::shortcuts::{GO_TO, HELP, SEARCH, pressed};
use crate::state::navigation::Navigation;
use crate::state::typed_ahead::TypedAhead;
use project_files::contents::search::SearchQuery;

/// The longest selection that is searched for, in bytes.
const LONGEST_SELECTION: usize = 500;

/// Which of these dialogs is open. A context.
#[derive(Clone, Copy)]
pub struct Palette {
    go_to: RwSignal<bool>,
    help: RwSignal<bool>,
    /// The command "Add files" was chosen, and the files page has not opened its dialog yet.
    pub(super) adds_files: RwSignal<bool>,
    typed_ahead: TypedAhead,
}

impl Palette {
    /// Listens for keys, and provides it to everything below.
    pub fn provide(navigation: Navigation) {
        let typed_ahead = TypedAhead::expect();
        let [go_to, help, adds_files] = [false; 3].map(RwSignal::new);
        let palette = Self { go_to, help, adds_files, typed_ahead };
        window_event_listener(ev::keydown, move |event| {
            if !event.default_prevented() && palette.key_pressed(&event, navigation) {
                event.prevent_default();
            }
        });
        let session = Session::expect();
        Effect::new(move || {
            if session.user().is_none() {
                palette.close();
            }
        });
        provide_context(palette);
    }

    /// The palette that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens the dialog "Go to".
    pub fn open(self) {
        self.typed_ahead.begin();
        self.adds_files.set(false);
        self.go_to.set(true);
    }

    /// Calls `add` when the command "Add files" has been chosen.
    pub fn on_add_files(self, add: impl Fn() + 'static) {
        Effect::new(move || {
            if self.adds_files.get() {
                self.adds_files.set(false);
                add();
            }
        });
    }

    /// Opens the help sheet.
    pub fn show_help(self) {
        self.help.set(true);
    }

    /// Closes what is open.
    pub fn close(self) {
        self.go_to.set(false);
        self.help.set(false);
    }

    /// The dialog that is open. Drawn by the layouts that it works on, so that it has their contexts.
    pub fn dialog(self) -> impl IntoView {
        move || {
            let help = self.help.get();
            (self.go_to.get() || help).then(|| palette_dialog(self, help))
        }
    }

    /// Handles a key; returns false if it is not for this.
    fn key_pressed(self, event: &KeyboardEvent, navigation: Navigation) -> bool {
        let dialog = match &*pressed(event) {
            keys if GO_TO.contains(&keys) => Some(self.go_to),
            keys if HELP.contains(&keys) => Some(self.help),
            keys if SEARCH.contains(&keys) => None,
            _ => return false,
        };
        let is_open = dialog.is_some_and(|dialog| dialog.get_untracked());
        // Another dialog in front has the keys; the key that has opened this one closes it.
        if !is_open && !matches!(document().query_selector("dialog[open]"), Ok(None)) {
            return false;
        }
        match (navigation.page_untracked(), dialog) {
            (Some(Route::Projects | Route::Account | Route::Project(..)), Some(dialog)) => {
                match is_open {
                    false if dialog == self.go_to => self.open(),
                    _ => dialog.set(!is_open),
                }
            }
            // The page itself takes the focus to where one types.
            (Some(Route::Project(_, ProjectRoute::Search(_))), None) => {}
            (Some(Route::Project(project, _)), None) => {
                let text = selected_in_file().unwrap_or_default();
                let query = SearchQuery { text, ..SearchQuery::default() };
                self.typed_ahead.begin();
                navigation.push(&Route::Project(project, ProjectRoute::Search(query)));
            }
            _ => return false,
        }
        true
    }
}

/// The text that is selected in the opened file: its first line, because nothing is found across lines.
fn selected_in_file() -> Option<String> {
    let selection = window().get_selection().ok()??;
    let viewer = document().query_selector(".viewer").ok()??;
    if !viewer.contains(selection.anchor_node().as_ref()) {
        return None;
    }
    let text = String::from(selection.to_string());
    let line = text.trim().split('\n').next()?;
    (line.len() <= LONGEST_SELECTION).then(|| line.to_owned())
}
