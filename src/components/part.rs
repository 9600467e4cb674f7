//! Parts of the app that are fetched when they are first shown.

#[cfg(not(debug_assertions))]
mod fetch;

#[cfg(not(debug_assertions))]
pub use fetch::{Fallback, lazy};

/// Declares a function that draws a component which is in a part of the app, a file of its own that is fetched when it is first needed:
/// `fn name(arguments) -> (fallback, part) { <Component /> }`. In a debug build everything is in one file.
macro_rules! part {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),*) -> ($fallback:ident, $part:ident) { $($view:tt)* }) => {
        $(#[$doc])*
        #[cfg(debug_assertions)]
        $vis fn $name($($argument: $type),*) -> leptos::prelude::AnyView {
            leptos::prelude::IntoAny::into_any(leptos::prelude::view! { $($view)* })
        }

        $(#[$doc])*
        #[cfg(not(debug_assertions))]
        // The border between two files is a foreign function to the compiler.
        #[allow(unsafe_code)]
        $vis fn $name($($argument: $type),*) -> leptos::prelude::AnyView {
            use leptos::prelude::{AnyView, IntoAny, view};
            use wasm_split_helpers::{SplitLoaderError, wasm_split};

            #[wasm_split($part, preload(load), fallible)]
            fn $name($($argument: $type),*) -> Result<AnyView, SplitLoaderError> {
                Ok(view! { $($view)* }.into_any())
            }
            crate::components::lazy(crate::components::Fallback::$fallback, load, move || $name($($argument.clone()),*))
        }
    };
}
pub(crate) use part;
