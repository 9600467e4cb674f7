//! The notices in the place of a text that cannot be shown.

use leptos::prelude::*;

use crate::ui::{Icon, IconName, is_web_address};

/// A file without a text.
#[component]
pub(super) fn EmptyFile() -> impl IntoView {
    view! { <p class="viewer-empty">"This file is empty."</p> }
}

/// A file that is not text, and a button that shows it as text nevertheless.
#[component]
pub(super) fn BinaryFile(on_show: impl Fn() + 'static) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::File />
            <h2>"A binary file"</h2>
            <p>"This is not a text file. Download it to open it in another program."</p>
            <div class="notice-actions">
                <button type="button" class="button" on:click=move |_| on_show()>
                    "Show as text"
                </button>
            </div>
        </section>
    }
}

/// A PDF without a text.
#[component]
pub(super) fn PdfFile(url: Option<String>) -> impl IntoView {
    let detail = if url.as_deref().is_some_and(is_web_address) {
        "Neptun stores its address, but not its text."
    } else {
        "Neptun stores neither its text nor its address."
    };
    view! {
        <section class="notice">
            <Icon name=IconName::File />
            <h2>"A PDF"</h2>
            <p>{detail}</p>
            <div class="notice-actions">
                <PdfLink url=url />
            </div>
        </section>
    }
}

/// A line above the text of a PDF.
#[component]
pub(super) fn PdfNote(url: Option<String>) -> impl IntoView {
    view! {
        <p class="viewer-note">
            "This is the text of a PDF. "
            <PdfLink url=url />
        </p>
    }
}

#[component]
fn PdfLink(url: Option<String>) -> impl IntoView {
    url.filter(|url| is_web_address(url)).map(|url| {
        view! {
            <a class="button" href=url target="_blank" rel="noopener noreferrer">
                "Open the PDF"
            </a>
        }
    })
}
