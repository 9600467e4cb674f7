//! The error of a form that could not be sent.

use leptos::prelude::*;

use super::RequestId;
use crate::api::{ApiError, explain};
use crate::state::mutation::Mutation;
use crate::ui::{Icon, IconName};

/// Stands above a form's buttons: the error of the form as a whole. Errors of `fields` stand at those fields and are not repeated
/// here.
#[component]
pub fn FormError(
    submit: Mutation,
    #[prop(optional, into)] fields: Vec<&'static str>,
) -> impl IntoView {
    let text = move || {
        let error = submit.error()?;
        if let ApiError::Invalid { reason, mut issues } = error.clone()
            && !issues.is_empty()
        {
            issues.retain(|issue| !fields.contains(&&*issue.field));
            if issues.is_empty() {
                return None;
            }
            return Some(explain(&ApiError::Invalid { reason, issues }));
        }
        Some(explain(&error))
    };
    view! {
        <div role="alert">
            {move || {
                text()
                    .map(|explanation| {
                        view! {
                            <div class="form-error">
                                <Icon name=IconName::Alert />
                                <p>
                                    <strong>{explanation.title}". "</strong>
                                    {explanation.detail}
                                    {explanation.request_id.map(|id| view! { <RequestId id=id /> })}
                                </p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
