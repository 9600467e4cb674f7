//! What stands in the place of a text that is none.

use dom_view::{View, view};

use crate::ui::{Icon, IconName, is_web_address};

/// A file without a text.
pub(super) fn empty() -> View {
    view! { <p class="viewer-empty">"This file is empty."</p> }
}

/// A file that is not meant to be read, and a way to read it nevertheless.
pub(super) fn binary(show: impl Fn() + 'static) -> View {
    view! {
        <section class="notice">
            <Icon name=IconName::File />
            <h2>"A binary file"</h2>
            <p>"What is in it is not text. Download it to open it with what it was made for."</p>
            <div class="notice-actions">
                <button type="button" class="button" on:click=move |_| show()>
                    "Show it as text"
                </button>
            </div>
        </section>
    }
}

/// A PDF of which there is no text here.
pub(super) fn pdf(url: Option<&str>) -> View {
    let detail = match url.filter(|url| is_web_address(url)) {
        Some(_) => "Neptun keeps where it is, and no text of it.",
        None => "Neptun keeps neither a text of it nor where it is.",
    };
    view! {
        <section class="notice">
            <Icon name=IconName::File />
            <h2>"A PDF"</h2>
            <p>{detail}</p>
            <div class="notice-actions">{pdf_link(url)}</div>
        </section>
    }
}

/// Above the text of a PDF.
pub(super) fn pdf_with_text(url: Option<&str>) -> View {
    view! {
        <p class="viewer-note">
            "This is the text of a PDF. "
            {pdf_link(url)}
        </p>
    }
}

fn pdf_link(url: Option<&str>) -> View {
    match url.filter(|url| is_web_address(url)) {
        Some(url) => view! {
            <a class="button" href=url.to_owned() target="_blank" rel="noopener noreferrer">
                "Open the PDF"
            </a>
        },
        None => View::Empty,
    }
}
