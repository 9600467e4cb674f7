//! What index.html has asked for while the app was still on its way: who is signed in, and the list of files if that is the
//! page. Each answer is taken over once, by the first call that asks for the same.

use gloo_net::http::Response;
use js_sys::{Object, Promise, Reflect};
use leptos::web_sys::{self, AbortController};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An answer that is on its way.
pub(super) struct Early {
    answer: Promise,
    /// Ends it.
    pub(super) abort: AbortController,
}

/// Takes over what has been asked for, if it is this.
pub(super) fn take(url: &str) -> Option<Early> {
    let all = get(&leptos::prelude::window(), "early")?;
    let key = key(url);
    let entry = get(&all, key)?;
    // Fails only for what is sealed.
    let _ = Reflect::delete_property(all.unchecked_ref::<Object>(), &key.into());
    let answer = get(&entry, "answer")?.dyn_into().ok()?;
    let abort = get(&entry, "abort")?.dyn_into().ok()?;
    Some(Early { answer, abort })
}

/// What the page calls it: without the user, whom it does not know when it begins.
fn key(url: &str) -> &str {
    let of_user = url.strip_prefix("/api/users/").and_then(|rest| rest.split_once('/'));
    of_user.map_or(url, |(_, rest)| rest)
}

impl Early {
    /// The answer; nothing if there is none, or if it is to another question after all.
    pub(super) async fn answer(self, url: &str) -> Option<Response> {
        let response: web_sys::Response =
            JsFuture::from(self.answer).await.ok()?.dyn_into().ok()?;
        response.url().ends_with(url).then(|| response.into())
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

#[cfg(test)]
mod tests {
    use super::key;
    use neptun_api::paths;

    #[test]
    fn the_page_asks_for_paths_of_the_api() {
        let page = include_str!("../../index.html");
        let files = paths::FILES.replace("{user_id}", "${user.id}");
        let (prefix, files) = files.split_once("projects/{project_id}").unwrap_or_default();
        assert!(page.contains(paths::SESSION));
        assert!(page.contains(&format!("`{prefix}${{files}}`")));
        assert!(page.contains(&format!("`projects/${{project}}{files}`")));
    }

    #[test]
    fn a_key_leaves_out_the_user() {
        assert_eq!(key("/api/users/7/projects/3/resources/files"), "projects/3/resources/files");
        assert_eq!(key(paths::SESSION), paths::SESSION);
    }
}
