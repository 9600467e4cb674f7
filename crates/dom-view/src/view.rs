//! Views.

use std::borrow::Cow;

use leptos::prelude::{Get, Memo, RwSignal, Signal, document};
use web_sys::Node;

use crate::El;
use crate::each::Rows;
use crate::region::Region;

/// A part of the page.
pub enum View {
    /// Nothing.
    Empty,
    /// A text.
    Text(Cow<'static, str>),
    /// An element.
    Element(El),
    /// Several parts, one after the other.
    Many(Vec<View>),
    /// A part that is drawn anew whenever a signal that it reads changes.
    Dynamic(Box<dyn FnMut() -> View>),
    /// A list that keeps its rows.
    Rows(Rows),
}

impl View {
    /// Puts it into the page, at the end of `parent` or before one of its children.
    #[inline(never)]
    pub(crate) fn insert(self, parent: &Node, before: Option<&Node>) {
        match self {
            Self::Empty => {}
            Self::Text(text) => insert(parent, &document().create_text_node(&text), before),
            Self::Element(element) => insert(parent, &element.0, before),
            Self::Many(views) => {
                for view in views {
                    view.insert(parent, before);
                }
            }
            Self::Dynamic(mut draw) => {
                let mut region = Region::insert(parent, before);
                crate::keep_updated(Box::new(move || {
                    let view = draw();
                    region.show(view);
                }));
            }
            Self::Rows(rows) => rows.insert(parent, before),
        }
    }
}

pub(crate) fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    // Fails only if `before` is somewhere else, or if a node would become its own parent.
    let _ = parent.insert_before(node, before);
}

/// What can be part of the page.
pub trait IntoView {
    /// The view.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for El {
    fn into_view(self) -> View {
        View::Element(self)
    }
}

macro_rules! text {
    ($($type:ty),*) => {$(
        impl IntoView for $type {
            fn into_view(self) -> View {
                View::Text(self.into())
            }
        }
    )*};
}

text!(&'static str, String);

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or(View::Empty, V::into_view)
    }
}

impl<F: FnMut() -> V + 'static, V: IntoView> IntoView for F {
    fn into_view(mut self) -> View {
        View::Dynamic(Box::new(move || self().into_view()))
    }
}

macro_rules! signal {
    ($($signal:ty),*) => {$(
        impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for $signal {
            fn into_view(self) -> View {
                (move || self.get()).into_view()
            }
        }
    )*};
}

signal!(RwSignal<T>, Signal<T>, Memo<T>);

impl<V: IntoView> FromIterator<V> for View {
    fn from_iter<I: IntoIterator<Item = V>>(views: I) -> Self {
        Self::Many(views.into_iter().map(V::into_view).collect())
    }
}
