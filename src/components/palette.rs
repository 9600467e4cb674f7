//! The dialogs that are opened from anywhere, by keys or by the button in the header.

mod choosing;
mod commands;
mod finder;
mod go_to;
mod going;
mod option;
mod results;
mod shortcut_sheet;

use go_to::GoTo;
use leptos::prelude::*;
use shortcut_sheet::ShortcutSheet;

use crate::palette::Palette;
use crate::ui::{Dialog, use_styles};

/// The dialog "Go to", or the help sheet.
#[component]
pub fn PaletteDialog(palette: Palette, help: bool) -> impl IntoView {
    use_styles("palette", include_str!("../../style/palette.css"));
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
