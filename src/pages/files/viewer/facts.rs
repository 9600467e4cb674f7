//! The documented fields of a file. Its path is the heading of the viewer, its text the content.

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::ProjectFile;
use project_files::{file_extension, line_count};

use crate::api::session::Session;
use crate::format;
use crate::ui::{DateTime, Name};

/// The fields that matter while reading; the others on demand.
#[component]
pub(super) fn Facts(file: Arc<ProjectFile>) -> impl IntoView {
    let given = file.extension.as_deref().filter(|extension| !extension.is_empty());
    let extension = given.or_else(|| file_extension(&file.original_path));
    let user = Session::expect().user_id_untracked();
    let owner = file.neptun_user_id.map(|owner| {
        if user == Some(owner) { format!("You (user {owner})") } else { format!("User {owner}") }
    });
    let lines = format::counted(line_count(&file.text), "line", "lines");
    view! {
        <dl class="viewer-facts">
            <Fact name="Category" value=file.context_file_category.clone() />
            <Fact name="Type" value=file.context_file_type.clone() />
            <Fact name="Language" value=file.language.clone() />
            <Fact name="Size" value=format!("{}, {lines}", format::bytes(file.text.len())) />
            <div>
                <dt>"Updated"</dt>
                <dd><DateTime at=file.updated_at /></dd>
            </div>
        </dl>
        <details class="viewer-more">
            <summary>"More"</summary>
            <dl class="viewer-facts">
                <Fact name="Title" value=file.title.clone() />
                <Fact name="Extension" value=extension.map(str::to_owned) />
                <div>
                    <dt>"Created"</dt>
                    <dd><DateTime at=file.created_at exact=true /></dd>
                </div>
                <Fact name="File ID" value=file.id.to_string() />
                <Fact name="Project ID" value=file.project_id.map(|project| project.to_string()) />
                <Fact name="Owner" value=owner />
            </dl>
        </details>
    }
}

/// A field that is a text; a dash if it is empty.
#[component]
fn Fact(name: &'static str, #[prop(into)] value: Option<String>) -> impl IntoView {
    let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned());
    view! {
        <div>
            <dt>{name}</dt>
            <dd><Name text=value /></dd>
        </div>
    }
}
