//! The dialogs that are opened from anywhere, by keys or by the button in the header.

mod commands;
mod context;
mod finder;
mod go_to;
mod keyboard;
mod option;
mod results;
mod shortcut_sheet;
mod state;

use go_to::GoTo;
use leptos::prelude::*;
use shortcut_sheet::ShortcutSheet;

use crate::components::part;
use crate::ui::Dialog;
pub use context::Palette;

part! {
    /// [`PaletteDialog`], in the part `palette`.
    pub fn palette_dialog(palette: Palette, help: bool) -> (Dialog, palette) {
        <PaletteDialog palette=palette help=help />
    }
}

/// The dialog "Go to", or the help sheet.
#[component]
pub fn PaletteDialog(palette: Palette, help: bool) -> impl IntoView {
    let title = if help { "Keyboard shortcuts" } else { "Go to" };
    view! {
        <Dialog title=title on_close=move || palette.close()>
            {if help {
                view! { <ShortcutSheet palette=palette /> }.into_any()
            } else {
                view! { <GoTo palette=palette /> }.into_any()
            }}
        </Dialog>
    }
}
