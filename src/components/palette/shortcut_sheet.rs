//! The dialog "Keyboard shortcuts".

use dom_view::{View, view};
use leptos::html;
use leptos::prelude::*;

use crate::palette::Palette;
use crate::reactive::effect;
use crate::shortcuts::{Keys, SHEET, Shortcut, is_mac};

/// All shortcuts, by where they work.
#[component]
pub(super) fn ShortcutSheet(palette: Palette) -> View {
    let close = NodeRef::<html::Button>::new();
    effect(move || {
        if let Some(close) = close.get() {
            // Fails only where nothing can have the focus.
            let _ = close.focus();
        }
    });
    let sections = SHEET.iter().enumerate().map(|(nth, (place, shortcuts))| {
        let heading = format!("shortcuts-{nth}");
        view! {
            <section aria-labelledby=heading.clone()>
                <h3 id=heading>{*place}</h3>
                <dl>{shortcuts.iter().map(draw).collect::<View>()}</dl>
            </section>
        }
    });
    view! {
        <p class="dialog-text">
            "Single letters and signs do nothing special where text is typed."
        </p>
        // Scrolled by the keyboard too, on a small screen.
        <div class="shortcuts" role="group" tabindex="0" aria-label="All shortcuts">
            {sections.collect::<View>()}
        </div>
        <div class="form-actions">
            <button type="button" class="button" node_ref=close on:click=move |_| palette.close()>
                "Close"
            </button>
        </div>
    }
}

fn draw(shortcut: &Shortcut) -> View {
    let keys = shortcut.keys.iter().enumerate().map(|(nth, keys)| {
        view! {
            {(nth > 0).then_some(" or ")}
            <kbd>{keys_text(*keys)}</kbd>
        }
    });
    view! {
        <div class="shortcut">
            <dt>{shortcut.does}</dt>
            <dd>{keys.collect::<View>()}</dd>
        </div>
    }
}

/// Keys as they are printed on the keyboard of this system.
pub(super) fn keys_text(keys: Keys) -> String {
    let (command, shift) = if is_mac() { ("⌘ ", "⇧ ") } else { ("Ctrl ", "Shift ") };
    match keys {
        Keys::Alone(key) | Keys::Named(key) => key_text(key),
        Keys::Shift(key) => format!("{shift}{}", key_text(key)),
        Keys::Command(key) => format!("{command}{}", key_text(key)),
        Keys::CommandShift(key) if is_mac() => format!("{shift}{command}{}", key_text(key)),
        Keys::CommandShift(key) => format!("{command}{shift}{}", key_text(key)),
    }
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
        key => key.to_ascii_uppercase(),
    }
}
