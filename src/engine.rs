//! The page's end of the engine, which is a worker (`crates/engine`): sends requests, and hands each response to the code that
//! waits for it.

mod other_tabs;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use ::engine::messages::{EngineRequest, EngineResponse, QuestionError, QuestionId};
use futures::StreamExt;
use futures::channel::{mpsc, oneshot};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{FileId, ProjectId, User, UserId};
use project_files::contents::ProjectStats;
use project_files::contents::export::ExportFormat;
use project_files::contents::search::{ContextLine, FoundLine, SearchQuery};
use transport::{ApiError, WorkerError};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

use other_tabs::OtherTabs;

/// The time that a worker may take until it answers.
const START_TIMEOUT: Duration = Duration::from_secs(30);

#[wasm_bindgen]
extern "C" {
    /// A worker that index.html has started, with its messages so far.
    type StartedWorker;

    /// The worker that was started with the page, or a new one if that has been taken already.
    #[wasm_bindgen(js_namespace = window, js_name = takeEngine)]
    fn take_engine() -> StartedWorker;

    #[wasm_bindgen(method, getter)]
    fn worker(this: &StartedWorker) -> Worker;

    #[wasm_bindgen(method, getter)]
    fn messages(this: &StartedWorker) -> Array;

    #[wasm_bindgen(method, getter)]
    fn failed(this: &StartedWorker) -> bool;
}

/// The engine. A context.
#[derive(Clone, Copy)]
pub struct Engine {
    state: StoredValue<Rc<State>, LocalStorage>,
    /// The cause of an engine that does not answer.
    failure: RwSignal<Option<WorkerError>>,
    other_tabs: OtherTabs,
}

#[derive(Default)]
struct State {
    connection: RefCell<Option<Connection>>,
    /// The requests until the worker is ready.
    unsent: RefCell<Vec<EngineRequest>>,
    is_ready: Cell<bool>,
    session: RefCell<SessionAnswer>,
    files: RefCell<FilesMessages>,
    last_subscription: Cell<u32>,
    questions: RefCell<HashMap<QuestionId, mpsc::UnboundedSender<Answer>>>,
    last_question: Cell<u32>,
}

impl State {
    fn send(&self, request: EngineRequest) {
        if !self.is_ready.get() {
            self.unsent.borrow_mut().push(request);
        } else if let Some(connection) = &*self.connection.borrow() {
            post(&connection.worker, &request);
        }
    }
}

/// A running worker with its listeners.
struct Connection {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
    _start_timeout: Timeout,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The engine's first message about the session.
#[derive(Default)]
enum SessionAnswer {
    #[default]
    Unknown,
    Awaited(oneshot::Sender<Result<Option<User>, ApiError>>),
    Known(Result<Option<User>, ApiError>),
}

/// The code that wants the messages about files.
enum FilesMessages {
    /// None yet: the engine has started before the app, and its messages are kept.
    Early(Vec<EngineResponse>),
    /// None any more.
    Unwanted,
    Wanted {
        subscription: FilesSubscription,
        handler: Rc<dyn Fn(EngineResponse)>,
    },
}

impl Default for FilesMessages {
    fn default() -> Self {
        Self::Early(Vec::new())
    }
}

/// The messages about the files of a project, for as long as it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesSubscription {
    project: ProjectId,
    number: u32,
}

/// A response to a question, with its payload.
pub type Answer = (EngineResponse, Option<Uint8Array>);

/// The responses to a question. Dropping them cancels it.
pub struct Answers {
    engine: Engine,
    id: QuestionId,
    answers: mpsc::UnboundedReceiver<Answer>,
}

impl Answers {
    /// The next response.
    ///
    /// # Errors
    /// If there is none, and will be none.
    pub async fn next(&mut self) -> Result<Answer, QuestionError> {
        match self.answers.next().await {
            Some((EngineResponse::Failed { error, .. }, _)) => Err(error),
            Some(answer) => Ok(answer),
            None => Err(QuestionError::Api(self.engine.error())),
        }
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        self.engine.with(|state| state.questions.borrow_mut().remove(&self.id));
        self.engine.send(EngineRequest::Cancel { id: self.id });
    }
}

impl Engine {
    /// Takes over the engine that was started with the page, and provides it to everything below.
    pub fn provide() -> Self {
        let state = StoredValue::new_local(Rc::<State>::default());
        let engine = Self {
            state,
            failure: RwSignal::new(None),
            other_tabs: OtherTabs::open(move |request| {
                state.with_value(|state| state.send(request));
            }),
        };
        engine.connect();
        provide_context(engine);
        engine
    }

    /// The engine that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The cause of an engine that does not answer.
    pub fn failure(self) -> Option<WorkerError> {
        self.failure.get()
    }

    /// Starts a new engine if the last one has failed. It knows no files.
    pub fn recover(self) {
        if self.failure.get_untracked().is_some() {
            self.failure.set(None);
            self.connect();
        }
    }

    /// The user who is signed in, as the engine has found out at its start. It tells once; afterwards the page asks the server.
    ///
    /// # Errors
    /// If the server or the engine could not be asked.
    pub async fn session(self) -> Result<Option<User>, ApiError> {
        let known = self.with(|state| match state.session.take() {
            SessionAnswer::Known(session) => Ok(session),
            _ if self.failure.get_untracked().is_some() => Ok(Err(self.error())),
            _ => {
                let (sender, receiver) = oneshot::channel();
                state.session.replace(SessionAnswer::Awaited(sender));
                Err(receiver)
            }
        });
        match known {
            Ok(session) => session,
            Err(receiver) => receiver.await.unwrap_or_else(|_| Err(self.error())),
        }
    }

    /// Sends a request, as soon as the engine is ready. One that has failed gets none.
    pub fn send(self, request: EngineRequest) {
        self.with(|state| state.send(request));
    }

    /// Sends a request about files of the server to the engines of all tabs.
    pub fn send_to_all_tabs(self, request: EngineRequest) {
        self.other_tabs.tell(&request);
        self.send(request);
    }

    /// Hands all messages about files to `handler`, those of a project that was asked for before the app has started first. Closes
    /// the project that was open before: the new subscriber knows none of its files.
    pub fn subscribe_to_files(
        self,
        project: ProjectId,
        handler: impl Fn(EngineResponse) + 'static,
    ) -> FilesSubscription {
        let handler: Rc<dyn Fn(EngineResponse)> = Rc::new(handler);
        let (subscription, before) = self.with(|state| {
            let number = state.last_subscription.get() + 1;
            state.last_subscription.set(number);
            let subscription = FilesSubscription { project, number };
            let wanted = FilesMessages::Wanted { subscription, handler: Rc::clone(&handler) };
            (subscription, state.files.replace(wanted))
        });
        match before {
            FilesMessages::Early(messages) => {
                messages.into_iter().for_each(|message| handler(message));
            }
            FilesMessages::Wanted { subscription, .. } => {
                self.send(EngineRequest::CloseProject { project: subscription.project });
            }
            FilesMessages::Unwanted => {}
        }
        subscription
    }

    /// Closes a project, unless there is a newer subscription.
    pub fn unsubscribe_from_files(self, subscription: FilesSubscription) {
        let is_current = self.with(|state| {
            let mut files = state.files.borrow_mut();
            let is_current = matches!(
                &*files,
                FilesMessages::Wanted { subscription: current, .. } if *current == subscription
            );
            if is_current {
                *files = FilesMessages::Unwanted;
            }
            is_current
        });
        if is_current {
            self.send(EngineRequest::CloseProject { project: subscription.project });
        }
    }

    /// Searches: see [`EngineRequest::Search`].
    pub fn search(self, query: SearchQuery) -> Answers {
        self.ask(|id| EngineRequest::Search { id, query })
    }

    /// Exports files: see [`EngineRequest::Export`].
    pub fn export(self, files: Vec<FileId>, format: ExportFormat) -> Answers {
        self.ask(|id| EngineRequest::Export { id, files, format })
    }

    /// More lines of a file with matches: see [`EngineRequest::MoreLines`].
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn more_lines(
        self,
        query: SearchQuery,
        file: FileId,
        after: u32,
        count: usize,
    ) -> Result<Vec<FoundLine>, ApiError> {
        let request = |id| EngineRequest::MoreLines { id, query, file, after, count };
        match self.ask_once(request).await? {
            (EngineResponse::Lines { lines, .. }, _) => Ok(lines),
            _ => Err(UNEXPECTED),
        }
    }

    /// The lines around others: see [`EngineRequest::LinesAround`].
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn lines_around(
        self,
        file: FileId,
        lines: Vec<u32>,
        count: u32,
    ) -> Result<Vec<ContextLine>, ApiError> {
        let request = |id| EngineRequest::LinesAround { id, file, lines, count };
        match self.ask_once(request).await? {
            (EngineResponse::Context { lines, .. }, _) => Ok(lines),
            _ => Err(UNEXPECTED),
        }
    }

    /// The text of a file; nothing if there is no such file.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn read_text(self, file: FileId) -> Result<Option<String>, ApiError> {
        text_of(self.ask_once(|id| EngineRequest::ReadText { id, file }).await?)
    }

    /// The JSON of a file, pretty-printed; nothing if it is not well-formed.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn pretty_print(self, file: FileId) -> Result<Option<String>, ApiError> {
        text_of(self.ask_once(|id| EngineRequest::PrettyPrint { id, file }).await?)
    }

    /// An estimate of the tokens of files.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn estimate_tokens(self, files: Vec<FileId>) -> Result<usize, ApiError> {
        match self.ask_once(|id| EngineRequest::EstimateTokens { id, files }).await? {
            (EngineResponse::Tokens { tokens, .. }, _) => Ok(tokens),
            _ => Err(UNEXPECTED),
        }
    }

    /// The bytes that this browser keeps of lists, after it has dropped them if `is_cleared`.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn kept_lists(self, is_cleared: bool) -> Result<u64, ApiError> {
        match self.ask_once(|id| EngineRequest::KeptLists { id, is_cleared }).await? {
            (EngineResponse::KeptLists { bytes, .. }, _) => Ok(bytes),
            _ => Err(UNEXPECTED),
        }
    }

    /// The statistics of the project that is open.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub async fn statistics(self) -> Result<ProjectStats, ApiError> {
        match self.ask_once(|id| EngineRequest::Statistics { id }).await? {
            (EngineResponse::Stats { stats, .. }, _) => Ok(stats),
            _ => Err(UNEXPECTED),
        }
    }

    /// The projects of a user, as JSON: see [`EngineRequest::ListProjects`].
    ///
    /// # Errors
    /// If the server could not be asked, or the engine does not answer.
    pub async fn projects(self, user: UserId) -> Result<Vec<u8>, ApiError> {
        let answer = self.ask_once(|id| EngineRequest::ListProjects { id, user }).await?;
        Ok(text_of(answer)?.ok_or(UNEXPECTED)?.into_bytes())
    }

    /// Asks a question that has one answer.
    async fn ask_once(
        self,
        request: impl FnOnce(QuestionId) -> EngineRequest,
    ) -> Result<Answer, ApiError> {
        self.ask(request).next().await.map_err(|error| match error {
            QuestionError::Api(error) => error,
            QuestionError::Expression(_) | QuestionError::Export(_) => UNEXPECTED,
        })
    }

    fn ask(self, request: impl FnOnce(QuestionId) -> EngineRequest) -> Answers {
        let (id, answers) = self.with(|state| {
            let id = QuestionId(state.last_question.get() + 1);
            state.last_question.set(id.0);
            let (sender, answers) = mpsc::unbounded();
            // A failed engine gets no question: without a sender, the answers end at once.
            if self.failure.get_untracked().is_none() {
                state.questions.borrow_mut().insert(id, sender);
            }
            (id, answers)
        });
        self.send(request(id));
        Answers { engine: self, id, answers }
    }

    fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        let state = self.state.get_value();
        read(&state)
    }

    fn error(self) -> ApiError {
        ApiError::Worker(self.failure.get_untracked().unwrap_or(WorkerError::Crashed))
    }

    fn connect(self) {
        let started = take_engine();
        let worker = started.worker();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            self.receive(&message.data());
        });
        let on_error = Closure::<dyn Fn(Event)>::new(move |error: Event| {
            error.prevent_default();
            self.fail_at_once();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let start_timeout = Timeout::new(START_TIMEOUT.as_millis() as u32, move || {
            if !self.with(|state| state.is_ready.get()) {
                self.fail(WorkerError::NotStarted);
            }
        });
        self.with(|state| {
            state.is_ready.set(false);
            state.connection.replace(Some(Connection {
                worker,
                _on_message: on_message,
                _on_error: on_error,
                _start_timeout: start_timeout,
            }));
        });
        for message in started.messages().iter() {
            self.receive(&message);
        }
        if started.failed() {
            self.fail_at_once();
        }
    }

    /// The worker has reported an error: it could not be loaded, or has crashed.
    fn fail_at_once(self) {
        let is_ready = self.with(|state| state.is_ready.get());
        self.fail(if is_ready { WorkerError::Crashed } else { WorkerError::NotStarted });
    }

    fn fail(self, error: WorkerError) {
        self.failure.set(Some(error));
        let connection = self.with(|state| {
            state.unsent.take();
            // All code that waits for an answer is told by this.
            state.session.take();
            state.questions.take();
            state.connection.take()
        });
        // Not within one of its own listeners, which calls this.
        spawn_local(async move { drop(connection) });
    }

    fn receive(self, message: &JsValue) {
        let parts: &Array = message.unchecked_ref();
        let payload = parts.get(1).dyn_into::<Uint8Array>().ok();
        let bytes = parts.get(0).unchecked_into::<Uint8Array>().to_vec();
        match EngineResponse::decode(&bytes) {
            Ok(response) => self.dispatch(response, payload),
            Err(_) => self.fail(WorkerError::OtherVersion),
        }
    }

    fn dispatch(self, response: EngineResponse, payload: Option<Uint8Array>) {
        match response {
            EngineResponse::Ready => {
                let unsent = self.with(|state| {
                    state.is_ready.set(true);
                    state.unsent.take()
                });
                unsent.into_iter().for_each(|request| self.send(request));
            }
            EngineResponse::Session(session) => self.with(|state| {
                let session = session.map(|user| user.map(User::from));
                match state.session.take() {
                    // It is gone if nobody waits any more.
                    SessionAnswer::Awaited(sender) => drop(sender.send(session)),
                    _ => drop(state.session.replace(SessionAnswer::Known(session))),
                }
            }),
            EngineResponse::Crashed => self.fail(WorkerError::Crashed),
            EngineResponse::LoadStatus { .. }
            | EngineResponse::ListStarted { .. }
            | EngineResponse::ListBatch { .. }
            | EngineResponse::ListUnconfirmed { .. }
            | EngineResponse::ListComplete { .. } => {
                let wanted = self.with(|state| match &mut *state.files.borrow_mut() {
                    FilesMessages::Wanted { handler, .. } => Some((Rc::clone(handler), response)),
                    FilesMessages::Early(kept) => {
                        kept.push(response);
                        None
                    }
                    FilesMessages::Unwanted => None,
                });
                if let Some((handler, response)) = wanted {
                    handler(response);
                }
            }
            EngineResponse::Found { id, .. }
            | EngineResponse::Lines { id, .. }
            | EngineResponse::Context { id, .. }
            | EngineResponse::Text { id, .. }
            | EngineResponse::ExportProgress { id, .. }
            | EngineResponse::ExportChunk { id }
            | EngineResponse::ExportDone { id }
            | EngineResponse::Tokens { id, .. }
            | EngineResponse::KeptLists { id, .. }
            | EngineResponse::Stats { id, .. }
            | EngineResponse::Failed { id, .. } => self.with(|state| {
                // It is gone if the question was cancelled meanwhile.
                if let Some(sender) = state.questions.borrow().get(&id) {
                    let _ = sender.unbounded_send((response, payload));
                }
            }),
        }
    }
}

/// Sends a request, and hands its buffer over.
fn post(worker: &Worker, request: &EngineRequest) {
    let bytes = Uint8Array::from(&*request.encode());
    // Fails only for values that cannot be copied.
    let _ = worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

/// The error of an answer to another question: the engine is broken.
const UNEXPECTED: ApiError = ApiError::Worker(WorkerError::Crashed);

fn text_of(answer: Answer) -> Result<Option<String>, ApiError> {
    match answer {
        (EngineResponse::Text { is_found: true, .. }, Some(text)) => {
            String::from_utf8(text.to_vec()).map(Some).map_err(|_| UNEXPECTED)
        }
        (EngineResponse::Text { .. }, _) => Ok(None),
        _ => Err(UNEXPECTED),
    }
}
