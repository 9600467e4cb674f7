//! Texts that are not saved yet. The browser keeps them until they are (`editor/src/drafts.ts`).

use js_sys::Promise;
use neptun_api::{FileId, ProjectId, UserId};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::editor::{Module, load_module};

#[wasm_bindgen]
extern "C" {
    type KeptDraft;

    #[wasm_bindgen(method, getter)]
    fn text(this: &KeptDraft) -> String;

    #[wasm_bindgen(method, getter)]
    fn base(this: &KeptDraft) -> String;

    #[wasm_bindgen(method, js_name = draft)]
    fn draft_of(this: &Module, key: &str) -> Promise;

    #[wasm_bindgen(method, js_name = keepDraft)]
    fn keep_draft(this: &Module, key: &str, text: &str, base: &str) -> Promise;

    #[wasm_bindgen(method, js_name = dropDraft)]
    fn drop_draft(this: &Module, key: &str) -> Promise;
}

/// A text that is not saved.
pub(super) struct Draft {
    /// The text.
    pub(super) text: String,
    /// The text that was edited.
    pub(super) base: String,
}

/// The name of the draft of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftKey(String);

impl DraftKey {
    pub(super) fn new(user: UserId, project: ProjectId, file: FileId) -> Self {
        Self(format!("{user}/{project}/{file}"))
    }

    /// The draft; nothing if there is none, or the browser keeps none.
    pub(super) async fn read(&self) -> Option<Draft> {
        let module = load_module().await.ok()?;
        let kept = JsFuture::from(module.draft_of(&self.0)).await.ok()?;
        if kept.is_undefined() {
            return None;
        }
        let kept: KeptDraft = kept.unchecked_into();
        Some(Draft { text: kept.text(), base: kept.base() })
    }

    /// Keeps a draft. Returns false if the browser does not.
    pub(super) async fn keep(&self, text: &str, base: &str) -> bool {
        let Ok(module) = load_module().await else { return false };
        JsFuture::from(module.keep_draft(&self.0, text, base)).await.is_ok()
    }

    /// Drops the draft.
    pub(super) async fn drop(&self) {
        if let Ok(module) = load_module().await {
            // A browser that keeps none has none to drop.
            let _ = JsFuture::from(module.drop_draft(&self.0)).await;
        }
    }
}
