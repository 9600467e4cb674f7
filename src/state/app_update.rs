//! The app's own files: they are kept for the time without a network, and a new version of them is told.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::ServiceWorkerRegistration;

use crate::api::{ServerVersion, server_version};
use crate::state::revalidation::Revalidation;
use crate::state::save_data::saves_data;
use crate::time::Stopwatch;

/// The time from one look for a new version to the next, at least, and for a page that nobody leaves.
const MIN_PAUSE: Duration = Duration::from_secs(60);
const MAX_PAUSE: Duration = Duration::from_secs(30 * 60);

/// Whether the server has a new version of the app. A context.
#[derive(Clone, Copy)]
pub struct AppUpdate(RwSignal<bool>);

impl AppUpdate {
    /// Provides it to everything below, and begins to look for new versions.
    pub fn provide() {
        let update = Self(RwSignal::new(false));
        provide_context(update);
        // While the app is worked on, Trunk reloads the page.
        if cfg!(debug_assertions) {
            return;
        }
        let registration = StoredValue::new_local(None);
        // A page that has just been opened is the server's.
        let last_look = StoredValue::new(Stopwatch::start());
        let look = move || {
            last_look.set_value(Stopwatch::start());
            spawn_local(async move {
                if server_version().await == Some(ServerVersion::Other) {
                    update.0.set(true);
                    registration.with_value(keep_new_version);
                }
            });
        };
        Revalidation::on_each(move || {
            if last_look.get_value().elapsed() > MIN_PAUSE {
                look();
            }
        });
        set_interval(look, MAX_PAUSE);
        // The files come from the browser's cache once the page has loaded them.
        let register = move || spawn_local(async move { registration.set_value(register().await) });
        if !saves_data() {
            request_idle_callback(register);
        }
    }

    /// The update that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Returns true if the server has a new version.
    pub fn is_there(self) -> bool {
        self.0.get()
    }
}

/// Registers the service worker (`service-worker/main.ts`). Without one, the app needs a network to start.
async fn register() -> Option<ServiceWorkerRegistration> {
    // Otherwise there is no such container.
    if !window().is_secure_context() {
        return None;
    }
    let registered = window().navigator().service_worker().register("/service-worker.js");
    JsFuture::from(registered).await.ok()?.dyn_into().ok()
}

/// Has the files of a new version fetched, so that they are there when the user reloads.
fn keep_new_version(registration: &Option<ServiceWorkerRegistration>) {
    if let Some(Ok(update)) = registration.as_ref().map(ServiceWorkerRegistration::update) {
        spawn_local(async move {
            // The page will load them.
            let _ = JsFuture::from(update).await;
        });
    }
}
