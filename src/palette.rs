//! What keys open from anywhere: the dialog "Go to", the help sheet, the search in files.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use neptun_api::FileId;

use crate::navigation::Navigation;
use crate::project_data::ProjectData;
use crate::reactive::{effect, signal, stored};
use crate::session::Session;
use crate::shortcuts;
use crate::urls::{AppUrl, ProjectPage, SearchText};

/// More of what was opened is not remembered.
const RECENT: usize = 20;
/// More of what is selected is not searched for.
const LONGEST_SELECTION: usize = 200;

/// A dialog that can be opened from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// "Go to".
    GoTo,
    /// "Keyboard shortcuts".
    Shortcuts,
}

/// Which of these dialogs is open, and what it is about. A context.
#[derive(Clone, Copy)]
pub struct Palette {
    sheet: RwSignal<Option<Sheet>>,
    project: RwSignal<Option<ProjectData>>,
    recent: StoredValue<Vec<FileId>>,
}

impl Palette {
    /// Provides it to everything below, and listens for its keys.
    pub fn provide(navigation: Navigation, session: Session) {
        let palette = Self { sheet: signal(None), project: signal(None), recent: stored(vec![]) };
        provide_context(palette);
        window_event_listener(ev::keydown, move |event| {
            if !event.default_prevented() && palette.key_pressed(&event, navigation, session) {
                event.prevent_default();
            }
        });
        effect(move || {
            if let Ok(AppUrl::Project(_, ProjectPage::Files(view))) = navigation.place()
                && let Some(file) = view.file
            {
                palette.recent.update_value(|recent| {
                    recent.retain(|other| *other != file);
                    recent.insert(0, file);
                    recent.truncate(RECENT);
                });
            }
        });
    }

    /// The palette that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The dialog that is open.
    pub fn sheet(self) -> Option<Sheet> {
        self.sheet.get()
    }

    /// Opens a dialog.
    pub fn open(self, sheet: Sheet) {
        self.sheet.set(Some(sheet));
    }

    /// Closes the dialog that is open.
    pub fn close(self) {
        self.sheet.set(None);
    }

    /// The project on screen.
    pub fn project(self) -> Option<ProjectData> {
        self.project.get()
    }

    /// Tells which project is on screen, for as long as the caller's part of the page is.
    pub fn is_about(self, data: ProjectData) {
        self.project.set(Some(data));
        on_cleanup(move || self.project.set(None));
    }

    /// The files that were opened, the last one first. They need not be of this project.
    pub fn recent(self) -> Vec<FileId> {
        self.recent.get_value()
    }

    /// Whether a key was for this.
    fn key_pressed(self, event: &KeyboardEvent, navigation: Navigation, session: Session) -> bool {
        let wanted = match event {
            key if shortcuts::GO_TO.is(key) => Some(Sheet::GoTo),
            key if shortcuts::HELP.is(key) => Some(Sheet::Shortcuts),
            key if shortcuts::SEARCH.is(key) => None,
            _ => return false,
        };
        if let (Some(_), true) = (wanted, self.sheet.get_untracked() == wanted) {
            self.close();
            return true;
        }
        // What is in front has the keys.
        if let Ok(Some(_)) = document().query_selector("dialog[open]") {
            return false;
        }
        match (wanted, navigation.page_untracked()) {
            _ if session.user_id_untracked().is_none() => return false,
            (Some(sheet), _) => self.open(sheet),
            // The page itself takes the focus to where one types.
            (None, Some(AppUrl::Project(_, ProjectPage::Search(_)))) => {}
            (None, Some(AppUrl::Project(project, _))) => {
                let text = SearchText::plain(&selected_in_file().unwrap_or_default());
                navigation.push(&AppUrl::Project(project, ProjectPage::Search(text)));
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
    Some(text.trim().lines().next()?.chars().take(LONGEST_SELECTION).collect())
}
