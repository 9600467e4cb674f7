//! The dialog "Keyboard shortcuts".

use leptos::prelude::*;

use super::Palette;
use crate::components::SingleKeySwitch;
use crate::shortcuts::{COMMAND, Keys, SHEET, SHIFT, is_mac};

/// All shortcuts, in sections by where they work.
#[component]
pub(super) fn ShortcutSheet(palette: Palette) -> impl IntoView {
    let sections = SHEET.iter().enumerate().map(|(nth, (place, shortcuts))| {
        let heading = format!("shortcuts-{nth}");
        view! {
            <section aria-labelledby=heading>
                <h3 id=heading.clone()>{*place}</h3>
                <dl>{shortcuts.iter().map(draw).collect_view()}</dl>
            </section>
        }
    });
    view! {
        <div class="dialog-text">
            <SingleKeySwitch />
            <p>"They are always off while you type in a field."</p>
        </div>
        // Takes the focus, so that the keyboard scrolls it on a small screen.
        <div class="shortcuts" role="group" tabindex="0" aria-label="All shortcuts">
            {sections.collect_view()}
        </div>
        <div class="form-actions">
            <button type="button" class="button" autofocus on:click=move |_| palette.close()>
                "Close"
            </button>
        </div>
    }
}

fn draw((keys, does): &(Keys, &'static str)) -> impl IntoView + use<> {
    let keys = keys.iter().enumerate().map(|(nth, keys)| {
        view! {
            {(nth > 0).then_some(" or ")}
            <kbd>{keys_text(keys)}</kbd>
        }
    });
    view! {
        <div class="shortcut">
            <dt>{*does}</dt>
            <dd>{keys.collect_view()}</dd>
        </div>
    }
}

/// The keys as the keyboard of this system labels them.
pub(super) fn keys_text(keys: &str) -> String {
    let (control, shift) = if is_mac() { ("⌘ ", "⇧ ") } else { ("Ctrl ", "Shift ") };
    let (is_command, keys) = without(keys, COMMAND);
    let (is_shifted, key) = without(keys, SHIFT);
    let with = match (is_command, is_shifted) {
        (true, true) if is_mac() => format!("{shift}{control}"),
        (true, true) => format!("{control}{shift}"),
        (true, false) => control.to_owned(),
        (false, true) => shift.to_owned(),
        (false, false) => String::new(),
    };
    with + &key_text(key)
}

fn without<'a>(keys: &'a str, with: &str) -> (bool, &'a str) {
    keys.strip_prefix(with).map_or((false, keys), |rest| (true, rest))
}

fn key_text(key: &str) -> String {
    match key {
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "PageUp" => "Page Up".to_owned(),
        "PageDown" => "Page Down".to_owned(),
        "Escape" => "Esc".to_owned(),
        key if key.len() == 1 => key.to_ascii_uppercase(),
        key => key.to_owned(),
    }
}
