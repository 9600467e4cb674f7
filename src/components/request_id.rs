//! The id of a request that failed.

use leptos::prelude::*;

/// Names a request, so that whoever runs the server finds it in the log.
#[component]
pub fn RequestId(id: String) -> impl IntoView {
    view! {
        <small class="request-id">
            "Request ID: "
            <code translate="no">{id}</code>
        </small>
    }
}
