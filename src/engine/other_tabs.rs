//! The other tabs of this browser, whose engines are told of files that were changed, so that all of them show the same.

use ::engine::messages::EngineRequest;
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "neptun.files";

/// The other tabs.
#[derive(Clone, Copy)]
pub struct OtherTabs(StoredValue<Option<BroadcastChannel>, LocalStorage>);

impl OtherTabs {
    /// Listens to the other tabs for as long as the page is there.
    pub fn open(on_request: impl Fn(EngineRequest) + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            // A tab with the app of another version asks the server when it gets the focus.
            if let Ok(bytes) = message.data().dyn_into::<Uint8Array>()
                && let Ok(request) = EngineRequest::decode(&bytes.to_vec())
            {
                on_request(request);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
        // It lives as long as the page.
        heard.forget();
        Self(StoredValue::new_local(channel))
    }

    /// Tells the other tabs.
    pub fn tell(self, request: &EngineRequest) {
        if let Some(channel) = self.0.try_get_value().flatten() {
            // Fails only for a channel that is closed.
            let _ = channel.post_message(&Uint8Array::from(&*request.encode()));
        }
    }
}
