//! The rows of the list.

use std::sync::Arc;

use leptos::prelude::*;

/// The files that the list shows, in its order: indices into the loaded files.
pub type Rows = Memo<Arc<[usize]>>;
