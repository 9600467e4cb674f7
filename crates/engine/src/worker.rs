//! The engine in a worker: gives it messages, network and time, and does what it wants done.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{AbortHandle, abortable};
use gloo_timers::future::sleep;
use js_sys::{Array, Uint8Array};
use neptun_api::ProjectFile;
use routes::Route;
use transport::{ApiError, Method, Request, monotonic_millis, open_stream, session_is_valid};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, Url};

use crate::engine::{Effect, Engine, KeptHead, KeptKey, LoadId, Post};
use crate::kept::{self, KeptList};
use crate::messages::{EngineRequest, EngineResponse};
use crate::parts;

/// The time that the engine works without a look at its messages, in milliseconds.
const WORK_MS: f64 = 12.0;

/// The time from having a list to keeping it.
const KEEP_DELAY: Duration = Duration::from_secs(2);

/// A running engine.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
    /// The lists that are being fetched.
    fetches: RefCell<Vec<(LoadId, AbortHandle)>>,
    is_working: Cell<bool>,
    /// The number of the last list that is to be kept: an earlier one is not any more.
    keeping: Cell<u32>,
    /// Kept lists are being dropped.
    clearing: Cell<bool>,
}

/// Starts the engine. The name of the worker is the address of the page.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let crashed = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        console_error_panic_hook::hook(panic);
        post(&crashed, &Post { response: EngineResponse::Crashed, payload: None });
    }));
    let worker = Rc::new(Worker {
        engine: RefCell::new(Engine::new(route_of(&scope.name()))),
        scope,
        fetches: RefCell::default(),
        is_working: Cell::new(false),
        keeping: Cell::new(0),
        clearing: Cell::new(false),
    });
    let receiver = Rc::clone(&worker);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        // A page of another version sees that from the answers.
        if let Ok(bytes) = message.data().dyn_into::<Uint8Array>()
            && let Ok(request) = EngineRequest::decode(&bytes.to_vec())
        {
            receiver.with_engine(|engine, now| engine.handle(request, now));
        }
    });
    worker.scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    post(&worker.scope, &Post { response: EngineResponse::Ready, payload: None });
    spawn_local(async move {
        let session = transport::signed_in_user().await;
        worker.with_engine(|engine, _| engine.session_known(session));
    });
}

fn route_of(address: &str) -> Option<Route> {
    let url = Url::new(address).ok()?;
    Route::parse(&url.pathname(), &url.search(), &url.hash()).ok()
}

impl Worker {
    /// Tells the engine something, and does what it then wants done.
    fn with_engine(self: &Rc<Self>, tell: impl FnOnce(&mut Engine, f64)) {
        tell(&mut self.engine.borrow_mut(), monotonic_millis());
        self.run_effects();
        if !self.is_working.replace(true) {
            spawn_local(Rc::clone(self).work());
        }
    }

    /// Works until there is nothing to do.
    async fn work(self: Rc<Self>) {
        let mut started = monotonic_millis();
        loop {
            let now = monotonic_millis();
            let has_more = self.engine.borrow_mut().work(now);
            self.run_effects();
            if !has_more {
                break;
            }
            if now - started > WORK_MS {
                yield_to_event_loop().await;
                started = monotonic_millis();
            }
        }
        self.is_working.set(false);
    }

    fn run_effects(self: &Rc<Self>) {
        let effects = self.engine.borrow_mut().take_effects();
        for effect in effects {
            self.run(effect);
        }
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        let worker = Rc::clone(self);
        match effect {
            Effect::Post(message) => post(&self.scope, &message),
            Effect::Fetch { load, url, if_none_match, kept } => {
                let request = Request { if_none_match, ..Request::new(Method::GET, url) };
                let (fetch, handle) = abortable(worker.fetch(load, request, kept));
                self.fetches.borrow_mut().push((load, handle));
                let worker = Rc::clone(self);
                spawn_local(async move {
                    // An aborted fetch has nobody to tell.
                    let _ = fetch.await;
                    worker.fetches.borrow_mut().retain(|fetch| fetch.0 != load);
                });
            }
            Effect::Abort(load) => {
                if let Some((_, handle)) =
                    self.fetches.borrow().iter().find(|(fetched, _)| *fetched == load)
                {
                    handle.abort();
                }
            }
            Effect::Keep { key, etag, files } => spawn_local(worker.keep(key, etag, files)),
            Effect::ClearKept => {
                self.next_keeping();
                self.clearing.set(true);
                spawn_local(async move {
                    // There is nothing if that fails.
                    let _ = kept::clear().await;
                    worker.clearing.set(false);
                });
            }
            Effect::MeasureKept { id } => spawn_local(async move {
                while worker.clearing.get() {
                    yield_to_event_loop().await;
                }
                let bytes = kept::size().await.unwrap_or_default();
                worker.with_engine(|engine, _| engine.kept_measured(id, bytes as u64));
            }),
            Effect::CompileExpression { id, text, options } => spawn_local(async move {
                let compiled = parts::compile_expression(text, options).await;
                worker.with_engine(|engine, _| engine.expression_compiled(id, compiled));
            }),
            Effect::MakeZipExporter { id, files, buffer } => spawn_local(async move {
                let made = parts::make_zip_exporter(files, buffer).await;
                worker.with_engine(|engine, _| engine.exporter_made(id, made));
            }),
        }
    }

    /// Fetches a list.
    async fn fetch(self: Rc<Self>, load: LoadId, request: Request, kept: Option<KeptKey>) {
        if let Some(key) = kept
            && let Some((head, list)) = KeptList::open(key).await
        {
            self.with_engine(|engine, _| engine.kept_opened(load, head));
            match self.read_kept(load, list).await {
                Ok(()) => self.with_engine(|engine, now| engine.list_ended(load, now)),
                Err(_) => self.with_engine(|engine, _| engine.kept_failed(load)),
            }
            return;
        }
        match self.receive(load, &request).await {
            Ok(()) => self.with_engine(|engine, now| engine.list_ended(load, now)),
            Err(error) => self.with_engine(|engine, now| engine.list_failed(load, error, now)),
        }
    }

    async fn read_kept(self: &Rc<Self>, load: LoadId, mut list: KeptList) -> Result<(), JsValue> {
        let mut part = Vec::new();
        while list.next(&mut part).await? {
            self.with_engine(|engine, now| engine.list_received(load, &part, now));
        }
        Ok(())
    }

    /// Keeps a list when nothing else is to be kept for a while: the user, who has just got it, comes first.
    async fn keep(self: Rc<Self>, key: KeptKey, etag: Option<String>, files: Vec<Rc<ProjectFile>>) {
        let read_at = js_sys::Date::now() as i64;
        let number = self.next_keeping();
        // What is kept is not what the server has any more. There is nothing if that fails.
        let _ = kept::forget(key).await;
        sleep(KEEP_DELAY).await;
        if self.keeping.get() == number {
            // Without it, the list is loaded at the next visit.
            let _ = kept::keep(key, KeptHead { etag, read_at }, files).await;
        }
    }

    fn next_keeping(&self) -> u32 {
        let number = self.keeping.get().wrapping_add(1);
        self.keeping.set(number);
        number
    }

    async fn receive(self: &Rc<Self>, load: LoadId, request: &Request) -> Result<(), ApiError> {
        let response = open_stream(request).await?;
        let status = response.head.status;
        if status == 304 {
            self.with_engine(|engine, now| engine.list_not_modified(load, now));
            return Ok(());
        }
        if status == 401 && !session_is_valid().await? {
            return Err(ApiError::SessionEnded);
        }
        if !response.head.is_success() || !response.head.is_json() {
            // The error depends on the body.
            let response = response.whole().await?;
            return response.json().and(Err(ApiError::Empty { status }));
        }
        let etag = response.head.etag.clone();
        let mut body = response.body().ok_or(ApiError::Empty { status })?;
        let mut chunk = Vec::new();
        if !body.next(&mut chunk).await? {
            return Err(ApiError::Empty { status });
        }
        self.with_engine(|engine, _| engine.list_opened(load, etag));
        loop {
            self.with_engine(|engine, now| engine.list_received(load, &chunk, now));
            if !body.next(&mut chunk).await? {
                return Ok(());
            }
        }
    }
}

/// Sends a message to the page, and hands its buffers over.
fn post(scope: &DedicatedWorkerGlobalScope, Post { response, payload }: &Post) {
    let message = Array::of1(&Uint8Array::from(&*response.encode()));
    if let Some(payload) = payload {
        message.push(&Uint8Array::from(&**payload));
    }
    let buffers: Array =
        message.iter().map(|part| part.unchecked_into::<Uint8Array>().buffer()).collect();
    // Fails only for values that cannot be copied.
    let _ = scope.post_message_with_transfer(&message, &buffers);
}

/// Lets the worker handle what is waiting, such as messages and bytes of the network.
///
/// A timer would do, but browsers make nested ones wait for 4 ms.
pub(crate) async fn yield_to_event_loop() {
    let (done, waited) = oneshot::channel::<()>();
    let Ok(channel) = MessageChannel::new() else { return };
    let wake = Closure::once_into_js(move || {
        // Nobody waits if the worker is about to end.
        let _ = done.send(());
    });
    channel.port1().set_onmessage(Some(wake.unchecked_ref()));
    // Fails only for values that cannot be copied.
    let _ = channel.port2().post_message(&JsValue::NULL);
    let _ = waited.await;
    channel.port1().close();
}
