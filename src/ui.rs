//! Widgets that know nothing of Neptun.

mod code_block;
mod copy_button;
mod date_time;
mod dialog;
mod download;
mod download_button;
mod field;
mod heading;
mod icon;
mod menu;
mod name;
mod splitter;
mod tabs;
mod toast;
mod virtual_list;
mod watch;
mod web_address;

pub use code_block::CodeBlock;
pub use copy_button::{CopyButton, clipboard, copy, copy_error};
pub use date_time::{Age, DateTime};
pub use dialog::Dialog;
pub use download::{download, save, text_blob};
pub use download_button::DownloadButton;
pub use field::{Field, FieldKind, take_submit};
pub use heading::PageHeading;
pub use icon::{Icon, IconName};
pub use menu::{Menu, MenuItem};
pub use name::{Name, name, name_part, plain_name};
pub use splitter::Splitter;
pub use tabs::{Tab, Tabs};
pub use toast::{ToastRegion, Toasts, UNDO_TIME};
pub use virtual_list::{Align, VirtualList, row_for_key};
pub use watch::ApproachWatch;
pub use web_address::is_web_address;
