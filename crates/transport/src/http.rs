//! One request, one response, whole or as a stream: cookies, timeouts, abort. Knows no endpoint.

use std::pin::Pin;
use std::time::Duration;

use futures::future::{self, Either};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::sleep;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCredentials, RequestInit};

use super::{ApiError, Unreachable, monotonic_millis};

/// The time until a response must begin, repeated attempts included. A proxy in front of the server gives up before, and says why.
const FIRST_BYTE_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that a repeated attempt needs to be of use.
const REPEAT_TIMEOUT: Duration = Duration::from_secs(15);
/// The time for the rest. Ample, because a list of files can be tens of megabytes on a slow line.
const BODY_TIMEOUT: Duration = Duration::from_secs(600);
/// The time that a stream may bring nothing.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The age at which the timer for that is replaced. One for each of a thousand chunks would cost more than decoding them.
const STALL_TIMER_MAX_AGE: Duration = Duration::from_secs(5);
/// The status of a proxy that has given up.
const GATEWAY_TIMEOUT: u16 = 504;
/// The pauses before a read is repeated.
const RETRY_BACKOFF: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1_200)];

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub url: String,
    /// A JSON body.
    pub body: Option<String>,
    /// `If-None-Match`: the etag of the known version. The browser then leaves its own cache out of it.
    pub if_none_match: Option<String>,
    /// `If-Match`: the etag of the version that a write is about.
    pub if_match: Option<String>,
}

impl Request {
    /// A request without a body.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self { method, url: url.into(), body: None, if_none_match: None, if_match: None }
    }
}

/// A response of any status.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `X-Request-Id`, by which the server's log is searched.
    pub request_id: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Says if the request succeeded.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Says if the body claims to be JSON.
    pub fn is_json(&self) -> bool {
        let essence = self.content_type.as_deref().unwrap_or_default();
        let essence = essence.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
    }

    /// The JSON of a success.
    ///
    /// # Errors
    /// If it is no success, or has no such body.
    pub fn json(&self) -> Result<&[u8], ApiError> {
        let status = self.status;
        if !self.is_success() {
            return Err(ApiError::from_response(self));
        }
        if self.body.is_empty() {
            return Err(ApiError::Empty { status });
        }
        if !self.is_json() {
            return Err(ApiError::NotJson { status, content_type: self.content_type.clone() });
        }
        Ok(&self.body)
    }
}

/// Aborts a fetch when nobody waits for it any more: dropping the future of a request drops this.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // After the response is complete this does nothing.
        self.0.abort();
    }
}

/// Sends a request. A read (`GET`, `HEAD`) that fails for a passing reason is repeated with growing pauses. A write is never
/// repeated: nobody knows if the first one arrived.
///
/// # Errors
/// If no response arrived. A status that is no success is a response.
pub async fn send_request(request: &Request) -> Result<Response, ApiError> {
    let pauses = match request.method {
        Method::GET | Method::HEAD => &RETRY_BACKOFF[..],
        _ => &[],
    };
    let deadline = Deadline::start();
    for pause in pauses {
        let result = send_once(request, &deadline).await;
        if !is_worth_repeating(result.as_ref(), &deadline) {
            return result;
        }
        sleep(*pause).await;
    }
    send_once(request, &deadline).await
}

/// Sends a read and returns its response when that begins. One that does not begin is repeated as by [`send_request`]; one that
/// breaks off later is not.
///
/// # Errors
/// If no response began.
pub async fn open_stream(request: &Request) -> Result<StreamingResponse, ApiError> {
    let deadline = Deadline::start();
    for pause in RETRY_BACKOFF {
        let result = begin(request, &deadline).await;
        if !is_worth_repeating(result.as_ref().map(|response| &response.head), &deadline) {
            return result;
        }
        sleep(pause).await;
    }
    begin(request, &deadline).await
}

/// Says if a read may well succeed a moment later. Nobody who has waited for a server, or a proxy in front of it, to give up is made to
/// wait again.
fn is_worth_repeating(result: Result<&Response, &ApiError>, deadline: &Deadline) -> bool {
    let is_temporary = match result {
        Ok(response) => response.status >= 500 && response.status != GATEWAY_TIMEOUT,
        Err(error) => error.is_temporary() && *error != ApiError::Unreachable(Unreachable::Timeout),
    };
    is_temporary && deadline.remaining() > REPEAT_TIMEOUT
}

/// The moment until which a response must begin.
struct Deadline(f64);

impl Deadline {
    fn start() -> Self {
        Self(monotonic_millis() + FIRST_BYTE_TIMEOUT.as_millis() as f64)
    }

    fn remaining(&self) -> Duration {
        Duration::from_secs_f64((self.0 - monotonic_millis()).max(0.0) / 1_000.0)
    }
}

/// A response that has begun.
pub struct StreamingResponse {
    /// The response without its body.
    pub head: Response,
    response: gloo_net::http::Response,
    abort: AbortOnDrop,
}

impl StreamingResponse {
    /// Waits for the rest.
    ///
    /// # Errors
    /// If the connection is cut.
    pub async fn whole(self) -> Result<Response, ApiError> {
        let body = async { self.response.binary().await.map_err(network) };
        Ok(Response { body: within(BODY_TIMEOUT, body).await?, ..self.head })
    }

    /// The body as it comes; nothing if there is none.
    pub fn body(self) -> Option<BodyStream> {
        let reader = self.response.body()?.get_reader().unchecked_into();
        Some(BodyStream { reader, stall_timer: StallTimer::start(), _abort: self.abort })
    }
}

/// A body, chunk by chunk. Dropping it ends the download.
pub struct BodyStream {
    reader: ReadableStreamDefaultReader,
    stall_timer: StallTimer,
    _abort: AbortOnDrop,
}

struct StallTimer {
    started: f64,
    elapsed: Pin<Box<dyn Future<Output = ()>>>,
}

impl StallTimer {
    fn start() -> Self {
        Self { started: monotonic_millis(), elapsed: Box::pin(sleep(STALL_TIMEOUT)) }
    }
}

impl BodyStream {
    /// Replaces the content of `buffer` with the next chunk. False at the end.
    ///
    /// # Errors
    /// If the connection is cut, or nothing comes for a minute.
    pub async fn next(&mut self, buffer: &mut Vec<u8>) -> Result<bool, ApiError> {
        let read = JsFuture::from(self.reader.read());
        if monotonic_millis() - self.stall_timer.started > STALL_TIMER_MAX_AGE.as_millis() as f64 {
            self.stall_timer = StallTimer::start();
        }
        let result = match future::select(read, &mut self.stall_timer.elapsed).await {
            Either::Left((result, _)) => result.map_err(network)?,
            Either::Right(((), _)) => return Err(ApiError::Unreachable(Unreachable::Timeout)),
        };
        // {done, value}; without a value it is done.
        let value = Reflect::get(&result, &"value".into()).map_err(network)?;
        let Ok(chunk) = value.dyn_into::<Uint8Array>() else { return Ok(false) };
        buffer.resize(chunk.length() as usize, 0);
        chunk.copy_to(buffer);
        Ok(true)
    }
}

/// Asks to delete something while the page ends. Nobody learns what becomes of it.
pub fn delete_on_leave(url: &str) {
    let init = RequestInit::new();
    init.set_method("DELETE");
    init.set_credentials(RequestCredentials::SameOrigin);
    // web-sys has no name for it.
    let is_set = Reflect::set(&init, &"keepalive".into(), &true.into());
    if let (Ok(true), Some(window)) = (is_set, web_sys::window()) {
        // It outlives everything that could wait for it.
        let _ = window.fetch_with_str_and_init(url, &init);
    }
}

async fn send_once(request: &Request, deadline: &Deadline) -> Result<Response, ApiError> {
    begin(request, deadline).await?.whole().await
}

async fn begin(request: &Request, deadline: &Deadline) -> Result<StreamingResponse, ApiError> {
    let controller = AbortController::new().map_err(network)?;
    let signal = controller.signal();
    let abort = AbortOnDrop(controller);

    let builder = RequestBuilder::new(&request.url)
        .method(request.method.clone())
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&signal))
        .header("Accept", "application/json");
    let builder = match &request.if_none_match {
        Some(etag) => builder.header("If-None-Match", etag),
        None => builder,
    };
    let builder = match &request.if_match {
        Some(etag) => builder.header("If-Match", etag),
        None => builder,
    };
    let built = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str()),
        None => builder.build(),
    };
    let sending = async { built.map_err(network)?.send().await.map_err(network) };
    let response = within(deadline.remaining(), sending).await?;
    let headers = response.headers();
    let head = Response {
        status: response.status(),
        content_type: headers.get("content-type"),
        retry_after: headers.get("retry-after").and_then(|seconds| seconds.parse().ok()),
        etag: headers.get("etag"),
        request_id: headers.get("x-request-id"),
        body: Vec::new(),
    };
    Ok(StreamingResponse { head, response, abort })
}

/// Browsers say no more about a request that failed.
fn network<E>(_: E) -> ApiError {
    ApiError::Unreachable(Unreachable::Network)
}

async fn within<T>(
    timeout: Duration,
    work: impl Future<Output = Result<T, ApiError>>,
) -> Result<T, ApiError> {
    match future::select(Box::pin(work), Box::pin(sleep(timeout))).await {
        Either::Left((result, _)) => result,
        Either::Right(((), _)) => Err(ApiError::Unreachable(Unreachable::Timeout)),
    }
}
