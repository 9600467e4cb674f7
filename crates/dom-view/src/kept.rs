//! Parts of an element that are changed by hand and often, as in the rows of a long list. Each remembers what it says: the
//! browser, which takes longer over a call than it takes to compare, is asked only for what is new.

use leptos::prelude::document;

use crate::El;

/// A text.
#[derive(Debug)]
pub struct KeptText {
    node: web_sys::Text,
    says: String,
}

impl KeptText {
    /// An empty text at the end of an element.
    pub fn in_element(element: &El) -> Self {
        let node = document().create_text_node("");
        element.append(&node);
        Self { node, says: String::new() }
    }

    /// Says something, in the place of what it said.
    #[inline(never)]
    pub fn say(&mut self, text: &str) {
        if self.says != text {
            // The node stays, and so does what the browser worked out about it apart from its text.
            self.node.set_data(text);
            self.says.clear();
            self.says.push_str(text);
        }
    }
}

/// An attribute.
#[derive(Debug)]
pub struct KeptAttribute {
    element: El,
    name: &'static str,
    value: Option<String>,
}

impl KeptAttribute {
    /// An attribute that the element does not have yet.
    pub fn of(element: &El, name: &'static str) -> Self {
        Self { element: element.clone(), name, value: None }
    }

    /// Sets it, or takes it away.
    #[inline(never)]
    pub fn set(&mut self, value: Option<&str>) {
        if self.value.as_deref() != value {
            self.element.set(self.name, value);
            self.value = value.map(str::to_owned);
        }
    }
}
