//! The fields and the text of a user file.

use leptos::prelude::*;
use neptun_api::UserFile;
use project_files::line_count;

use super::facts::{CommonFacts, Fact, TextFact};
use crate::format;
use crate::ui::{CodeBlock, CopyButton, DownloadButton};

/// The fields, and below them the text.
#[component]
pub fn UserFileDetails(file: UserFile) -> impl IntoView {
    let name = file_name(&file);
    let text = StoredValue::new(file.text.unwrap_or_default());
    let size = text.with_value(String::len);
    let lines = text.with_value(|text| line_count(text));
    view! {
        <dl class="facts resource-facts">
            <TextFact label="Title" text=file.title />
            <TextFact label="Language" text=file.language />
            <TextFact label="Extension" text=file.extension />
            <Fact label="Size">{format::bytes(size)}</Fact>
            <CommonFacts
                id=file.id
                created_at=file.created_at
                updated_at=file.updated_at
                owner=file.neptun_user_id
            />
        </dl>
        <div class="resource-text">
            <div class="resource-text-title">
                <h2>"Text"</h2>
                <p class="muted">{format::counted(lines, "line", "lines")}</p>
                <CopyButton label="Copy" copied="Text copied" text=move || text.get_value() />
                <DownloadButton label="Download" file_name=name text=move || text.get_value() />
            </div>
            {if size == 0 {
                view! { <p class="muted">"This file is empty."</p> }.into_any()
            } else {
                view! { <CodeBlock label="Text" text=text.get_value() /> }.into_any()
            }}
        </div>
    }
}

/// The name of the downloaded file: the title, with the extension unless it ends in it already.
fn file_name(file: &UserFile) -> String {
    let title = file.title.as_deref().unwrap_or_default().trim();
    let title = if title.is_empty() { format!("user-file-{}", file.id) } else { title.to_owned() };
    let extension = file.extension.as_deref().unwrap_or_default().trim();
    let extension = extension.trim_start_matches('.');
    let suffix = format!(".{extension}");
    if extension.is_empty() || title.ends_with(&suffix) { title } else { title + &suffix }
}

#[cfg(test)]
mod tests {
    use super::*;
    use neptun_api::{Resource, ResourceType, decode};

    #[test]
    fn a_saved_file_has_its_extension_once() {
        let name = |fields: &str| {
            let json = format!(r#"{{"id":4{fields}}}"#);
            match decode::resource(ResourceType::UserFiles, json.as_bytes()) {
                Ok(Resource::UserFile(file)) => file_name(&file),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(name(r#","title":"a.ts","extension":"ts""#), "a.ts");
        assert_eq!(name(r#","title":"Notes","extension":".md""#), "Notes.md");
        assert_eq!(name(r#","title":"Makefile","extension":"""#), "Makefile");
        assert_eq!(name(r#","title":null,"extension":"rs""#), "user-file-4.rs");
        assert_eq!(name(""), "user-file-4");
    }
}
