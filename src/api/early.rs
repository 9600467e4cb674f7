//! What index.html has asked for while the app was still on its way: who is signed in, and the list of files if that is the
//! page. Each answer is taken over once, by the first call that asks for the same.

use gloo_net::http::Response;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::web_sys::{self, AbortController, ReadableStreamDefaultReader};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An answer that is on its way.
pub(super) struct Early(JsValue);

/// A body of which some has been read.
pub(super) struct BegunBody {
    /// Reads on.
    pub(super) reader: ReadableStreamDefaultReader,
    /// Promises of what has been read, or will be next.
    pub(super) reads: Array,
}

/// Takes over what has been asked for, if it is this.
pub(super) fn take(url: &str) -> Option<Early> {
    let all = get(&leptos::prelude::window(), "early")?;
    let key = key(url);
    let entry = get(&all, key)?;
    // Fails only for what is sealed.
    let _ = Reflect::delete_property(all.unchecked_ref::<Object>(), &key.into());
    Some(Early(entry))
}

/// What the page calls it: without the user, whom it does not know when it begins.
fn key(url: &str) -> &str {
    let of_user = url.strip_prefix("/api/users/").and_then(|rest| rest.split_once('/'));
    of_user.map_or(url, |(_, rest)| rest)
}

impl Early {
    /// What ends it.
    pub(super) fn abort(&self) -> Option<AbortController> {
        get(&self.0, "abort")?.dyn_into().ok()
    }

    /// The answer, and its body if the page has begun to read that; nothing if there is none, or if it is to another question
    /// after all.
    pub(super) async fn answer(self, url: &str) -> Option<(Response, Option<BegunBody>)> {
        let answer: Promise = get(&self.0, "answer")?.dyn_into().ok()?;
        let response: web_sys::Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
        let is_this = response.url().ends_with(url);
        is_this.then(|| (response.into(), self.begun_body()))
    }

    fn begun_body(&self) -> Option<BegunBody> {
        let reader = get(&self.0, "reader")?.unchecked_into();
        let reads = get(&self.0, "reads")?.dyn_into().ok()?;
        // The page stops reading. Fails only for what is sealed.
        let _ = Reflect::set(&self.0, &"taken".into(), &JsValue::TRUE);
        Some(BegunBody { reader, reads })
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
