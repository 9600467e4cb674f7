//! Widgets that know nothing of Neptun.

mod copy_button;
mod dialog;
mod field;
mod heading;
mod icon;
mod moment;
mod reactive;
mod tabs;
mod toast;

pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use field::{Field, FieldKind};
pub use heading::PageHeading;
pub use icon::{Icon, IconName};
pub use moment::Moment;
pub use reactive::{Reactive, dynamic, reactive};
pub use tabs::{Tab, Tabs};
pub use toast::{ToastRegion, Toasts};
