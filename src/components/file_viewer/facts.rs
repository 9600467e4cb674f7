//! Every documented field of a file but for its path, which is the heading, and its text.

use std::sync::Arc;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::ProjectFile;
use project_files::{file_extension, line_count};

use crate::format;
use crate::session::Session;
use crate::ui::Moment;

/// The fields that tell what one is reading, and the others on demand.
#[component]
pub(super) fn Facts(file: Arc<ProjectFile>) -> View {
    let given = file.extension.as_deref().filter(|extension| !extension.is_empty());
    let extension = given.or_else(|| file_extension(&file.original_path));
    let user = Session::expect().user_id_untracked();
    let owner = file.neptun_user_id.map(|owner| match user == Some(owner) {
        true => format!("You (user {owner})"),
        false => format!("User {owner}"),
    });
    let project = file.project_id.map(|project| project.to_string());
    let lines = format::counted(line_count(&file.text), "line", "lines");
    view! {
        <dl class="viewer-facts">
            {fact("Category", file.context_file_category.as_deref())}
            {fact("Type", Some(&file.context_file_type))}
            {fact("Language", file.language.as_deref())}
            {fact("Size", Some(&format!("{}, {lines}", format::bytes(file.text.len()))))}
            <div>
                <dt>"Updated"</dt>
                <dd><Moment at=file.updated_at /></dd>
            </div>
        </dl>
        <details class="viewer-more">
            <summary>"More"</summary>
            <dl class="viewer-facts">
                {fact("Title", Some(&file.title))}
                {fact("Extension", extension)}
                <div>
                    <dt>"Created"</dt>
                    <dd><Moment at=file.created_at exact=true /></dd>
                </div>
                {fact("File id", Some(&file.id.to_string()))}
                {fact("Project id", project.as_deref())}
                {fact("Owner", owner.as_deref())}
            </dl>
        </details>
    }
}

/// A field that is a text; a dash if it has none.
fn fact(name: &'static str, value: Option<&str>) -> View {
    let value = value.filter(|value| !value.is_empty()).unwrap_or("—").to_owned();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
