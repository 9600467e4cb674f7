//! `/projects/{id}/files` and `/projects/{id}/files/{file_id}#L10-L20`

mod list;
mod reader;

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use list::FilesList;
use reader::{Reader, Reading};

use crate::chunks;
use crate::files_place::FilesPlace;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::save_data::saves_data;
use crate::selection::Selection;
use crate::shortcuts::{CLOSE_FILE, is_typing, pressed};
use crate::ui::Splitter;

/// The default width of the list beside an opened file, in percent.
const LIST_WIDTH: u32 = 43;
/// The smallest and the largest width of the list, in percent.
const LIST_WIDTHS: (u32, u32) = (25, 75);

/// The time from the last file of the list to the prefetch of the viewer and the export.
const PREFETCH_DELAY: Duration = Duration::from_millis(500);

/// The list of files, and beside it the opened file.
#[component]
pub fn FilesPage() -> impl IntoView {
    let data = ProjectData::expect();
    let place = FilesPlace::new(data.id);
    let reading = Reading::new(data.files, place);
    let selection = Selection::new();
    // The list of an earlier visit is shown at once, and may be out of date.
    data.files.refresh();
    Effect::new(move || place.query.with(|query| data.files.ensure(query)));
    let is_loaded =
        Memo::new(move |_| data.files.loaded.with(Option::is_some) && !data.files.is_pending());
    Effect::new(move || {
        if is_loaded.get() && !saves_data() {
            let prefetch = move || {
                chunks::prefetch();
                // The user may have left the page.
                selection.is_wanted.try_set(true);
            };
            set_timeout(prefetch, PREFETCH_DELAY);
        }
    });

    let list_width = RwSignal::new(remembered_width());
    let remember_width =
        Callback::new(|width: u32| Preference::ListWidth.set(Some(&width.to_string())));
    let key_pressed = move |event: KeyboardEvent| {
        // A control that handles the key itself prevents its default.
        if CLOSE_FILE.contains(&&*pressed(&event))
            && !event.default_prevented()
            && !is_typing(&event)
        {
            place.close();
        }
    };
    let splitter = move || {
        view! {
            <Splitter
                label="Width of the list"
                percent=list_width
                range=LIST_WIDTHS
                on_moved=remember_width
            />
        }
    };
    view! {
        <main
            id="main"
            class="files-page"
            class:reading=move || reading.is_open()
            tabindex="-1"
            style=("--list-width", move || format!("{}%", list_width.get()))
            on:keydown=key_pressed
        >
            <FilesList data=data place=place reading=reading selection=selection />
            {move || reading.is_open().then(splitter)}
            <Reader place=place reading=reading wrap=data.wrap />
        </main>
    }
}

fn remembered_width() -> u32 {
    let width = Preference::ListWidth.get().and_then(|width| width.parse().ok());
    width.unwrap_or(LIST_WIDTH).clamp(LIST_WIDTHS.0, LIST_WIDTHS.1)
}
