//! The part of the page that a closure draws.

use leptos::prelude::document;
use web_sys::{Node, Text};

use crate::View;
use crate::view::insert;

/// Everything between two marks, which are empty texts. Mostly a closure draws just a text, and then the end mark is that text.
pub(crate) struct Region {
    start: Option<Text>,
    end: Text,
}

impl Region {
    pub(crate) fn insert(parent: &Node, before: Option<&Node>) -> Self {
        let end = document().create_text_node("");
        insert(parent, &end, before);
        Self { start: None, end }
    }

    /// Puts a view in the place of what is there.
    pub(crate) fn show(&mut self, view: View) {
        // Without a parent, nobody sees this region any more.
        let Some(parent) = self.end.parent_node() else { return };
        if let Some(start) = &self.start {
            while let Some(node) = start.next_sibling().filter(|node| *node != **self.end) {
                // Fails only for a node that is not a child.
                let _ = parent.remove_child(&node);
            }
        }
        match view {
            View::Text(text) => self.end.set_data(&text),
            view => {
                self.end.set_data("");
                if !matches!(view, View::Empty) {
                    self.start.get_or_insert_with(|| {
                        let start = document().create_text_node("");
                        insert(&parent, &start, Some(&self.end));
                        start
                    });
                }
                view.insert(&parent, Some(&self.end));
            }
        }
    }
}
