//! The dialog that adds a resource to the project: links an existing one, or creates a new one.

mod create_new;
mod draft;
mod form;
mod link_existing;
mod option_list;
mod options;
mod prefill;

use leptos::prelude::*;
use neptun_api::{ResourceId, ResourceType};
use wasm_bindgen::JsCast;

use crate::api::Api;
use crate::format;
use crate::state::leave_guard::LeaveGuard;
use crate::state::query::Query;
use crate::ui::{Dialog, Tab, Tabs};
use create_new::CreateNew;
use draft::Draft;
use form::AddResourceForm;
use link_existing::LinkExisting;

const LINK: usize = 0;
const CREATE: usize = 1;

/// The dialog. `on_added` is called when the project has resources, before `on_close`.
#[component]
pub fn AddResourceDialog(
    resource_type: ResourceType,
    on_added: Callback<Vec<ResourceId>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let api = Api::expect();
    let guard = LeaveGuard::expect();
    let form = AddResourceForm::new(resource_type, on_added, on_close);
    let owned = Query::started(move || api.owned(resource_type));
    let draft = Draft::new(resource_type);
    let selected = RwSignal::new(LINK);

    Effect::new(move |_| guard.set_unsaved_input(draft.is_dirty()));
    on_cleanup(move || guard.set_unsaved_input(false));

    let close = move || {
        // A request that is under way cannot be taken back, and its outcome is shown here.
        if !untrack(|| form.is_pending()) && guard.confirm_leave() {
            on_close.run(());
        }
    };
    let on_cancel = Callback::new(move |()| close());
    let go_to = move |tab: usize| {
        Callback::new(move |()| {
            selected.set(tab);
            focus_first_field();
        })
    };
    let tabs = vec![
        Tab {
            label: "Link existing",
            panel: (move || {
                view! { <LinkExisting form=form owned=owned on_create=go_to(CREATE) on_cancel=on_cancel /> }
            })
            .into(),
        },
        Tab {
            label: "Create new",
            panel: (move || {
                view! { <CreateNew form=form draft=draft on_link=go_to(LINK) on_cancel=on_cancel /> }
            })
            .into(),
        },
    ];
    let title = format!("Add {}", format::resource_singular(resource_type));
    view! {
        <Dialog title=title.clone() on_close=close>
            <Tabs label=title tabs=tabs selected=selected />
        </Dialog>
    }
}

/// Focuses the first field of the tab that has been opened from inside the other one.
fn focus_first_field() {
    request_animation_frame(|| {
        let field = document().query_selector("dialog [role=tabpanel]:not([hidden]) input");
        // The selector is well-formed, and `focus` fails only for an element that cannot have it.
        if let Ok(Some(field)) = field
            && let Ok(field) = field.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}
