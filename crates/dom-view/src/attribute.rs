//! The values of attributes, classes, styles and properties.

use std::borrow::Cow;

use leptos::prelude::{Get, Memo, RwSignal, Signal};

/// What an attribute is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// It is not there; a class or a property is off.
    Off,
    /// It is there, without a text; a class or a property is on.
    On,
    /// It has a text.
    Text(Cow<'static, str>),
}

impl Value {
    /// The text, if there is a value at all.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Off => None,
            Self::On => Some(""),
            Self::Text(text) => Some(text),
        }
    }
}

/// A value that is set once, or one that follows signals.
pub enum Attribute {
    /// Set once.
    Fixed(Value),
    /// Set again whenever a signal that is read changes.
    Dynamic(Box<dyn FnMut() -> Value>),
}

/// What can be the value of an attribute at one time.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        if self { Value::On } else { Value::Off }
    }
}

macro_rules! text {
    ($($type:ty),*) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                Value::Text(self.into())
            }
        }
    )*};
}

text!(&'static str, String);

impl IntoValue for u32 {
    fn into_value(self) -> Value {
        self.to_string().into_value()
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Off, T::into_value)
    }
}

/// What can be written behind the `=` of an attribute.
pub trait IntoAttribute {
    /// The attribute.
    fn into_attribute(self) -> Attribute;
}

impl<F: FnMut() -> T + 'static, T: IntoValue> IntoAttribute for F {
    fn into_attribute(mut self) -> Attribute {
        Attribute::Dynamic(Box::new(move || self().into_value()))
    }
}

macro_rules! fixed {
    ($($type:ty),*) => {$(
        impl IntoAttribute for $type {
            fn into_attribute(self) -> Attribute {
                Attribute::Fixed(self.into_value())
            }
        }
    )*};
}

fixed!(bool, &'static str, String, u32);

impl<T: IntoValue> IntoAttribute for Option<T> {
    fn into_attribute(self) -> Attribute {
        Attribute::Fixed(self.into_value())
    }
}

macro_rules! signal {
    ($($signal:ty),*) => {$(
        impl<T: IntoValue + Clone + Send + Sync + 'static> IntoAttribute for $signal {
            fn into_attribute(self) -> Attribute {
                (move || self.get()).into_attribute()
            }
        }
    )*};
}

signal!(RwSignal<T>, Signal<T>, Memo<T>);
