//! Making an element.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use leptos::html::ElementType;
use leptos::prelude::{NodeRef, document, on_cleanup};
use leptos::tachys::html::event::EventDescriptor;
use leptos::tachys::html::node_ref::NodeRefContainer;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use crate::{Attribute, IntoAttribute, Value, View, keep_updated};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of the page: what `view!` writes. A clone is the same element.
///
/// Calls of the browser that only fail for names which no markup has, such as one with a space, are taken to succeed.
#[derive(Debug, Clone)]
pub struct El(pub(crate) Element);

/// Which part of an element a value is for.
#[derive(Clone, Copy)]
enum Part {
    Attribute,
    Class,
    Style,
    Property,
}

impl El {
    /// An HTML element.
    pub fn new(tag: &str) -> Self {
        made(document().create_element(tag))
    }

    /// An SVG element.
    pub fn svg(tag: &str) -> Self {
        made(document().create_element_ns(Some(SVG), tag))
    }

    /// Sets an attribute to a text for good.
    #[inline(never)]
    pub fn fixed(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl IntoAttribute) -> Self {
        self.part(Part::Attribute, name, value.into_attribute())
    }

    /// Switches a class on or off.
    pub fn class(self, name: &'static str, on: impl IntoAttribute) -> Self {
        self.part(Part::Class, name, on.into_attribute())
    }

    /// Sets a property of the style.
    pub fn style(self, name: &'static str, value: impl IntoAttribute) -> Self {
        self.part(Part::Style, name, value.into_attribute())
    }

    /// Sets a property of the element, such as what is typed into an input.
    pub fn prop(self, name: &'static str, value: impl IntoAttribute) -> Self {
        self.part(Part::Property, name, value.into_attribute())
    }

    /// Calls `handler` for every event.
    pub fn on<E>(self, event: E, mut handler: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| handler(event.unchecked_into())))
    }

    /// Tells where the element is.
    pub fn node_ref<E>(self, container: NodeRef<E>) -> Self
    where
        E: ElementType,
        NodeRef<E>: NodeRefContainer<E>,
    {
        container.load(&self.0);
        self
    }

    /// Appends a text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Appends an element.
    #[inline(never)]
    pub fn element(self, child: El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Appends a view.
    #[inline(never)]
    pub fn child(self, child: View) -> Self {
        child.insert(&self.0, None);
        self
    }

    /// Sets an attribute of an element that is made already, or takes it away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Puts an element at the end of another one, where it is not a part of any view.
    pub fn append_to(&self, parent: &Element) {
        let _ = parent.append_child(&self.0);
    }

    /// Puts an element at the beginning of another one, where it is not a part of any view.
    pub fn prepend_to(&self, parent: &Element) {
        let _ = parent.prepend_with_node_1(&self.0);
    }

    /// Switches a class of an element that is made already.
    pub fn set_class(&self, name: &str, on: bool) {
        let _ = self.0.class_list().toggle_with_force(name, on);
    }

    /// Sets a property of the style of an element that is made already.
    pub fn set_style(&self, name: &str, value: &str) {
        // SVG elements have a style too.
        let _ = self.0.unchecked_ref::<HtmlElement>().style().set_property(name, value);
    }

    /// Puts a node at the end.
    pub(crate) fn append(&self, child: &Node) {
        let _ = self.0.append_child(child);
    }

    #[inline(never)]
    fn listen(self, event: &str, mut handler: Box<dyn FnMut(Event)>) -> Self {
        // An event goes on to the elements around even if its first handler made them go, and with them their signals.
        let gone = Arc::new(AtomicBool::new(false));
        let seen_gone = Arc::clone(&gone);
        on_cleanup(move || gone.store(true, Relaxed));
        let handler = move |event| {
            if !seen_gone.load(Relaxed) {
                handler(event);
            }
        };
        // The browser collects the closure together with the element.
        let handler = Closure::<dyn FnMut(Event)>::new(handler).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, handler.unchecked_ref());
        self
    }

    #[inline(never)]
    fn part(self, part: Part, name: &'static str, value: Attribute) -> Self {
        match value {
            Attribute::Fixed(Value::Off) => {}
            Attribute::Fixed(value) => self.apply(part, name, &value),
            Attribute::Dynamic(mut value) => {
                let element = self.clone();
                let mut before = Value::Off;
                keep_updated(Box::new(move || {
                    let now = value();
                    if now != before {
                        element.apply(part, name, &now);
                        before = now;
                    }
                }));
            }
        }
        self
    }

    fn apply(&self, part: Part, name: &str, value: &Value) {
        let text = value.text();
        match part {
            Part::Attribute => self.set(name, text),
            Part::Class => self.set_class(name, text.is_some()),
            Part::Style => self.set_style(name, text.unwrap_or_default()),
            Part::Property => {
                let value = match value {
                    Value::Off => JsValue::FALSE,
                    Value::On => JsValue::TRUE,
                    Value::Text(text) => JsValue::from_str(text),
                };
                let _ = js_sys::Reflect::set(&self.0, &JsValue::from_str(name), &value);
            }
        }
    }
}

fn made(element: Result<Element, JsValue>) -> El {
    // Fails only for names that no element has.
    El(element.unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into()))
}
