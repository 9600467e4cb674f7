//! The dialog "Go to": what is typed is looked for among the files of the project, the commands and the other projects.

use dom_view::ev::value_of;
use dom_view::{IntoView, View, view};
use leptos::prelude::*;

use super::finder::SHOWN;
use super::going::Going;
use super::option::{LIST_ID, draw, option_id};
use super::results::{Results, Wanted};
use crate::components::{ErrorPanel, LoadingStopped};
use crate::files_store::LoadedFiles;
use crate::format;
use crate::palette::Palette;
use crate::reactive::{callback, memo};

/// A combobox, and what it offers.
#[component]
pub(super) fn GoTo(palette: Palette) -> View {
    let going = Going::new(palette);
    let hint = match going.project {
        Some(_) => "File, :line, project or > command",
        None => "Project or > command",
    };
    let active_option =
        move || (going.results.with(Results::len) > 0).then(|| option_id(going.active.get()));
    view! {
        <div class="go-to-dialog">
            // The first in the dialog, which gives it the focus.
            <input
                type="text"
                role="combobox"
                aria-label="Go to"
                aria-expanded="true"
                aria-controls=LIST_ID
                aria-autocomplete="list"
                aria-activedescendant=active_option
                placeholder=hint
                maxlength="300"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                on:input=move |event| going.type_text(value_of(&event))
                on:keydown=move |key| going.key_pressed(&key)
            />
            <p role="status" class="go-to-status muted">{move || going.status()}</p>
            <FilesFailed going=going />
            // Pressing the button of a pointer must not take the focus out of the input.
            <div
                role="listbox"
                id=LIST_ID
                class="go-to-results"
                aria-label="Results"
                on:mousedown=|press| press.prevent_default()
                on:click=move |click| going.clicked(&click)
            >
                {move || going.results.with(|results| draw(results, going.active, going.is_seen))}
            </div>
        </div>
    }
}

/// Why there are no files, or not all of them.
#[component]
fn FilesFailed(going: Going) -> View {
    let Some(data) = going.project else { return View::Empty };
    let load = data.files.load;
    let is_cut =
        memo(move || load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_cut)));
    let drawn = move || match load.error() {
        _ if load.is_pending() => View::Empty,
        Some(error) => {
            let retry = callback(move |()| data.files.load_all());
            view! { <ErrorPanel error=error retry=retry /> }
        }
        None if is_cut.get() => view! {
            <div class="go-to-status">
                <LoadingStopped files=data.files />
            </div>
        },
        None => View::Empty,
    };
    drawn.into_view()
}

impl Going {
    /// How many files there are to choose from.
    fn status(self) -> String {
        let (found, all) = self.results.with(|results| (results.files, results.len()));
        let typed = self.typed.get();
        let wanted = Wanted::read(&typed);
        let none = || if all == 0 { "Nothing matches".to_owned() } else { String::new() };
        let Some(load) = self.project.map(|data| data.files.load).filter(|_| !wanted.commands_only)
        else {
            return none();
        };
        let files = format::counted(found, "file", "files");
        let is_coming = load.is_pending()
            && load.value().with(|loaded| !loaded.as_ref().is_some_and(LoadedFiles::are_all));
        match (is_coming, wanted.file.letters.is_empty()) {
            (true, true) => format!("Files are coming, {files} so far"),
            (true, false) => format!("Files are coming, {files} so far match"),
            (false, true) => files,
            (false, false) if found > SHOWN => {
                format!("{files} match, the best {SHOWN} are shown")
            }
            (false, false) if found == 0 && all == 0 => none(),
            (false, false) if found == 1 => format!("{files} matches"),
            (false, false) => format!("{files} match"),
        }
    }
}
