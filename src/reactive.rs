//! Signals and what follows them, made by functions that are compiled once per type of value.
//!
//! Leptos' own constructors are compiled into every place that calls them, and once more for every closure. The app makes a
//! hundred of these, which would be a tenth of its size (`docs/decisions/0003-small-bundle.md`).

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// A value that can be read and set, and tells whoever read it.
#[inline(never)]
pub fn signal<T: Send + Sync + 'static>(value: T) -> RwSignal<T> {
    RwSignal::new(value)
}

/// A value that is kept, and tells nobody when it changes.
#[inline(never)]
pub fn stored<T: Send + Sync + 'static>(value: T) -> StoredValue<T> {
    StoredValue::new(value)
}

/// A value computed from signals, and kept until they change. Tells of a change only if the new value differs.
pub fn memo<T>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed_memo(Box::new(compute))
}

#[inline(never)]
fn boxed_memo<T>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| compute())
}

/// A value computed from signals each time it is read.
pub fn derived<T: Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    boxed_derived(Box::new(compute))
}

#[inline(never)]
fn boxed_derived<T: Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(compute)
}

/// Runs `work` soon, and again whenever a signal that it read has changed.
pub fn effect(work: impl FnMut() + 'static) {
    boxed_effect(Box::new(work));
}

#[inline(never)]
fn boxed_effect(mut work: Box<dyn FnMut()>) {
    Effect::new(move |_| work());
}

/// Follows a value as soon as it has not changed for a while.
pub fn settled<T>(value: Memo<T>, pause: Duration) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let settled = signal(value.get_untracked());
    let mut timer: Option<TimeoutHandle> = None;
    effect(move || {
        let value = value.get();
        if let Some(timer) = timer.take() {
            timer.clear();
        }
        if settled.with_untracked(|settled| *settled == value) {
            return;
        }
        let settle = move || {
            // Nobody follows any more if the page is another one by now.
            settled.try_set(value);
        };
        timer = set_timeout_with_handle(settle, pause).ok();
    });
    settled
}

/// Something to call, which can be copied and outlives nobody: it ends with the part of the page that made it.
pub fn callback<T: 'static>(call: impl Fn(T) + Send + Sync + 'static) -> Callback<T> {
    boxed_callback(Box::new(call))
}

#[inline(never)]
fn boxed_callback<T: 'static>(call: Box<dyn Fn(T) + Send + Sync>) -> Callback<T> {
    Callback::new(call)
}
