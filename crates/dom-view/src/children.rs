//! Views that are handed to components.

use std::rc::Rc;

use crate::{IntoView, View};

/// What stands between a component's tags, to be drawn once.
pub type Children = Box<dyn FnOnce() -> View>;

/// A view that can be drawn any number of times.
#[derive(Clone)]
pub struct ViewFn(Rc<dyn Fn() -> View>);

impl ViewFn {
    /// Draws it.
    pub fn run(&self) -> View {
        (self.0)()
    }
}

impl<F: Fn() -> V + 'static, V: IntoView> From<F> for ViewFn {
    fn from(draw: F) -> Self {
        Self(Rc::new(move || draw().into_view()))
    }
}
