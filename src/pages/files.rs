//! `/projects/{id}/files` and `/projects/{id}/files/{file_id}#L10-L20`

mod list;
mod reader;

use std::time::Duration;

use dom_view::{View, view};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use list::FilesList;
use reader::{Reader, Reading};

use crate::chunks;
use crate::files_place::FilesPlace;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::reactive::{callback, effect, memo, signal};
use crate::save_data::saves_data;
use crate::shortcuts::{CLOSE_FILE, is_typing, pressed};
use crate::taking::Taking;
use crate::ui::Splitter;

/// The share of the list beside an opened file, in percent: usually, and at least and at most.
const LIST_WIDTH: u32 = 43;
const LIST_WIDTHS: (u32, u32) = (25, 75);

/// How long after the list has come what opens a file, and takes files along, is fetched.
const IDLE: Duration = Duration::from_millis(500);

/// The files of a project, and beside them the one that is open.
#[component]
pub fn FilesPage() -> View {
    let data = ProjectData::expect();
    let place = FilesPlace::new(data.id);
    let reading = Reading::new(data.files, place);
    let taking = Taking::new();
    // What an earlier visit loaded is shown at once, and may be out of date.
    data.files.refresh();
    effect(move || place.query.with(|query| data.files.ensure(query)));
    let is_there = memo(move || {
        data.files.load.value().with(Option::is_some) && !data.files.load.is_pending()
    });
    effect(move || {
        if is_there.get() && !saves_data() {
            let fetch = move || {
                chunks::prefetch();
                // Unless the user has gone elsewhere.
                taking.is_wanted.try_set(true);
            };
            set_timeout(fetch, IDLE);
        }
    });

    let list_width = signal(remembered_width());
    let remember_width = callback(|width: u32| Preference::ListWidth.set(Some(&width.to_string())));
    let key_pressed = move |event: KeyboardEvent| {
        // Some controls have a use for it themselves.
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
            <FilesList data=data place=place reading=reading taking=taking />
            {move || reading.is_open().then(splitter)}
            <Reader place=place reading=reading wrap=data.wrap />
        </main>
    }
}

fn remembered_width() -> u32 {
    let width = Preference::ListWidth.get().and_then(|width| width.parse().ok());
    width.unwrap_or(LIST_WIDTH).clamp(LIST_WIDTHS.0, LIST_WIDTHS.1)
}
