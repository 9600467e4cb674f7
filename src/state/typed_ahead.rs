//! What is typed after a key that leads to a field, before the field is there: what draws it may have to be fetched first. Kept, it is
//! what the field begins with; otherwise letters would be lost, or taken for shortcuts.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, FocusEvent, HtmlInputElement};

use crate::shortcuts::is_mac;
use crate::time::Stopwatch;

/// The time after which keys have their usual meaning again, because the dialog may never come.
const TYPE_AHEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// The typed text and the time of its beginning; nothing if no field is awaited. A context.
#[derive(Clone, Copy)]
pub struct TypedAhead(StoredValue<Option<(String, Stopwatch)>>);

/// The meaning of a key while a field is awaited.
#[derive(Debug, PartialEq, Eq)]
enum Key {
    /// A letter for the field.
    Letter,
    /// Takes the last letter back.
    Back,
    /// Nothing yet, and nothing to anybody else.
    Nothing,
    /// The field is not waited for any more.
    Leave,
    /// Nothing by itself.
    Modifier,
}

impl TypedAhead {
    /// Listens for keys, before anything else does.
    pub fn provide() {
        let ahead = Self(StoredValue::new(None));
        provide_context(ahead);
        // For as long as the page is there, and before any element hears of it.
        let heard = Closure::<dyn Fn(Event)>::new(move |event| ahead.heard(event)).into_js_value();
        for name in ["keydown", "focusin", "pointerdown"] {
            let heard = heard.unchecked_ref();
            // Fails only for what is no function.
            let _ = window().add_event_listener_with_callback_and_bool(name, heard, true);
        }
    }

    /// The instance that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Waits for a field that is about to take the focus.
    pub fn begin(self) {
        self.0.set_value(Some((String::new(), Stopwatch::start())));
    }

    /// Waits no longer: the field is not going to come.
    pub fn end(self) {
        self.0.set_value(None);
    }

    fn heard(self, event: Event) {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
            if self.takes(key) {
                event.prevent_default();
                event.stop_propagation();
            }
        } else if !event.is_instance_of::<FocusEvent>() {
            // One has done something else.
            self.end();
        } else if let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) {
            self.give_to(field);
        }
    }

    fn takes(self, event: &KeyboardEvent) -> bool {
        let taken = self.0.try_update_value(|waiting| {
            let (text, since) = waiting.as_mut()?;
            let key = if since.elapsed() < TYPE_AHEAD_TIMEOUT {
                meaning(&event.key(), is_command(event))
            } else {
                Key::Leave
            };
            match key {
                Key::Letter => text.push_str(&event.key()),
                Key::Back => drop(text.pop()),
                Key::Nothing => {}
                Key::Leave => *waiting = None,
                Key::Modifier => return None,
            }
            waiting.is_some().then_some(())
        });
        taken.flatten().is_some()
    }

    fn give_to(self, field: HtmlInputElement) {
        let waiting = self.0.try_update_value(Option::take).flatten();
        let Some((text, _)) = waiting.filter(|(text, _)| !text.is_empty()) else { return };
        // Code that focuses the field may select its text, which is then replaced.
        spawn_local(async move {
            // Fails only for what is no text.
            if field.set_range_text(&text).is_ok()
                && let Ok(event) = Event::new("input")
            {
                let end = field.value().encode_utf16().count() as u32;
                let _ = field.set_selection_range(end, end);
                let _ = field.dispatch_event(&event);
            }
        });
    }
}

/// Returns true if a key is pressed together with Ctrl or the like, other than to type a character: AltGr does that, and
/// Option on a Mac.
fn is_command(event: &KeyboardEvent) -> bool {
    let (ctrl, meta, alt) = (event.ctrl_key(), event.meta_key(), event.alt_key());
    let types = event.get_modifier_state("AltGraph") || (alt && !ctrl && !meta && is_mac());
    (ctrl || meta || alt) && !types
}

/// The meaning of a key, with or without Ctrl or the like.
fn meaning(key: &str, with: bool) -> Key {
    match key {
        "Control" | "Shift" | "Alt" | "Meta" | "AltGraph" | "CapsLock" => Key::Modifier,
        // The accent of the next letter, which has it already.
        "Dead" => Key::Modifier,
        "Backspace" if !with => Key::Back,
        "Enter" | "ArrowDown" | "ArrowUp" if !with => Key::Nothing,
        _ if !with && key.chars().count() == 1 => Key::Letter,
        _ => Key::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_kept_and_what_else_one_does_ends_it() {
        for (key, with, means) in [
            ("t", false, Key::Letter),
            ("?", false, Key::Letter),
            (" ", false, Key::Letter),
            ("ß", false, Key::Letter),
            ("Backspace", false, Key::Back),
            ("Backspace", true, Key::Leave),
            ("Enter", false, Key::Nothing),
            ("Enter", true, Key::Leave),
            ("Shift", false, Key::Modifier),
            ("Control", true, Key::Modifier),
            ("AltGraph", false, Key::Modifier),
            ("Dead", false, Key::Modifier),
            ("k", true, Key::Leave),
            ("Escape", false, Key::Leave),
            ("Tab", false, Key::Leave),
            ("F5", false, Key::Leave),
        ] {
            assert_eq!(meaning(key, with), means, "{key}");
        }
    }
}
