//! The dialogs that are opened from anywhere, by keys or by the button in the header.

mod commands;
mod finder;
mod go_to;
mod option;
mod results;
mod shortcut_sheet;

use dom_view::{View, view};
use go_to::GoTo;
use leptos::prelude::*;
use shortcut_sheet::ShortcutSheet;

use crate::palette::{Palette, Sheet};
use crate::ui::{Dialog, use_styles};

/// One of these dialogs.
#[component]
pub fn PaletteDialog(sheet: Sheet) -> View {
    use_styles("palette", include_str!("../../style/palette.css"));
    let palette = Palette::expect();
    let title = match sheet {
        Sheet::GoTo => "Go to",
        Sheet::Shortcuts => "Keyboard shortcuts",
    };
    view! {
        <Dialog title=title on_close=move || palette.close()>
            {match sheet {
                Sheet::GoTo => view! { <GoTo /> },
                Sheet::Shortcuts => view! { <ShortcutSheet /> },
            }}
        </Dialog>
    }
}
