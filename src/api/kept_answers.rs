//! The small answers of the server that this browser keeps, for the time without one: projects and their resources. The engine keeps the
//! files.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::Timestamp;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request, Response, ResponseInit};

use crate::time::now;

const CACHE: &str = "neptun.answers";
/// The header that says when an answer was read, in milliseconds since 1970.
const READ_AT: &str = "neptun-read-at";
/// Answers beyond this size are not kept.
const MAX_BYTES: usize = 1_000_000;

/// The answers that are kept. A context.
#[derive(Clone, Copy)]
pub struct KeptAnswers {
    /// The age of the oldest answer on screen that took the place of the server's.
    shown_since: RwSignal<Option<Timestamp>>,
    /// The number of writes: an answer from before one is out of date.
    writes: StoredValue<u32>,
}

/// The number of writes at the time of a question.
#[derive(Clone, Copy)]
pub struct Asked(u32);

impl KeptAnswers {
    /// Provides them to everything below.
    pub fn provide() -> Self {
        let kept = Self { shown_since: RwSignal::new(None), writes: StoredValue::new(0) };
        provide_context(kept);
        kept
    }

    /// The answers that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The time when the oldest answer was read that is shown because the server cannot be reached.
    pub fn shown_since(self) -> Option<Timestamp> {
        self.shown_since.get()
    }

    /// Returns true if something is shown because the server cannot be reached.
    pub fn are_shown(self) -> bool {
        self.shown_since.with_untracked(Option::is_some)
    }

    /// The server is about to be asked.
    pub fn ask(self) -> Asked {
        Asked(self.writes.get_value())
    }

    /// Keeps the server's answer, which it could give.
    pub fn keep(self, asked: Asked, url: String, body: &[u8]) {
        if self.are_shown() {
            self.shown_since.set(None);
        }
        if asked.0 != self.writes.get_value() || body.len() > MAX_BYTES {
            return;
        }
        let body = Uint8Array::from(body);
        spawn_local(async move {
            // Without it there is nothing to show without a network.
            let _ = put(&url, &body).await;
        });
    }

    /// The answer that is kept of a question, which the server could not be asked.
    pub async fn find(self, url: &str) -> Option<Vec<u8>> {
        let (read_at, body) = get(url).await.ok()??;
        let oldest = self.shown_since.get_untracked().map_or(read_at, |since| since.min(read_at));
        self.shown_since.set(Some(oldest));
        Some(body)
    }

    /// Something is about to be written: whatever may change by that is kept no more.
    pub fn forget_about(self, url: String) {
        self.writes.update_value(|writes| *writes = writes.wrapping_add(1));
        spawn_local(async move {
            // Nothing is kept if that fails.
            let _ = remove(|kept| may_change(kept, &url)).await;
        });
    }

    /// The bytes of all answers.
    pub async fn size(self) -> usize {
        size().await.unwrap_or_default()
    }

    /// Forgets all answers.
    pub fn clear(self) {
        self.shown_since.set(None);
        self.forget_about("/".to_owned());
    }
}

/// Says if writing to a path can change what another one answers: itself, everything below, and the list that it is in.
fn may_change(kept: &str, written: &str) -> bool {
    let is_below = kept
        .strip_prefix(written.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_below || written.rsplit_once('/').is_some_and(|(list, _)| kept == list)
}

async fn cache() -> Result<Cache, JsValue> {
    if !window().is_secure_context() {
        return Err("browsers keep answers only for secure origins".into());
    }
    Ok(JsFuture::from(window().caches()?.open(CACHE)).await?.unchecked_into())
}

async fn put(url: &str, body: &Uint8Array) -> Result<(), JsValue> {
    let init = ResponseInit::new();
    let header = Array::of2(&READ_AT.into(), &now().as_millis().to_string().into());
    init.set_headers(&Array::of1(&header));
    let response = Response::new_with_opt_buffer_source_and_init(Some(body), &init)?;
    JsFuture::from(cache().await?.put_with_str(url, &response)).await.map(|_| ())
}

async fn get(url: &str) -> Result<Option<(Timestamp, Vec<u8>)>, JsValue> {
    let found = JsFuture::from(cache().await?.match_with_str(url)).await?;
    let Ok(found) = found.dyn_into::<Response>() else { return Ok(None) };
    let read_at = found.headers().get(READ_AT)?.and_then(|millis| millis.parse().ok());
    let body = Uint8Array::new(&JsFuture::from(found.array_buffer()?).await?).to_vec();
    Ok(read_at.map(|millis| (Timestamp::from_millis(millis), body)))
}

async fn size() -> Result<usize, JsValue> {
    let cache = cache().await?;
    let kept: Array = JsFuture::from(cache.match_all()).await?.unchecked_into();
    let mut bytes = 0;
    for answer in kept {
        let answer: Response = answer.unchecked_into();
        let body = JsFuture::from(answer.array_buffer()?).await?;
        bytes += body.unchecked_into::<ArrayBuffer>().byte_length() as usize;
    }
    Ok(bytes)
}

async fn remove(is_removed: impl Fn(&str) -> bool) -> Result<(), JsValue> {
    let cache = cache().await?;
    let kept: Array = JsFuture::from(cache.keys()).await?.unchecked_into();
    for request in kept {
        let request: Request = request.unchecked_into();
        let url = web_sys::Url::new(&request.url())?;
        if is_removed(&url.pathname()) {
            JsFuture::from(cache.delete_with_request(&request)).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_changes_what_is_below_and_the_list_it_is_in() {
        let written = "/api/users/1/projects/5";
        assert!(may_change("/api/users/1/projects", written));
        assert!(may_change(written, written));
        assert!(may_change("/api/users/1/projects/5/resources/user_files", written));
        assert!(!may_change("/api/users/1/projects/55", written));
        assert!(!may_change("/api/users/1/projects/4", written));
        assert!(may_change("/api/users/1/projects/4", "/"));
        let added = "/api/users/1/projects/5/resources/files";
        assert!(!may_change("/api/users/1/projects/5", added));
        assert!(!may_change("/api/users/1/projects", added));
    }
}
