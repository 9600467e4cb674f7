//! The events that `on:` can name: those of Leptos, and what it lacks.

use std::borrow::Cow;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub use leptos::ev::*;

/// A dialog is about to be closed, for example with Escape.
#[derive(Clone, Copy)]
#[allow(non_camel_case_types)]
pub struct cancel;

impl EventDescriptor for cancel {
    const BUBBLES: bool = false;
    type EventType = Event;

    fn name(&self) -> Cow<'static, str> {
        "cancel".into()
    }

    fn event_delegation_key(&self) -> Cow<'static, str> {
        "$$$cancel".into()
    }
}

/// What is typed into, or chosen in, the element that an event is about.
pub fn value_of(event: &Event) -> String {
    // All elements that have a value call it so.
    event
        .target()
        .map_or_else(String::new, |target| target.unchecked_into::<HtmlInputElement>().value())
}
