//! One request, one answer, whole or as a stream: cookies, timeout, abort. Knows nothing of what is asked.

use std::pin::Pin;
use std::time::Duration;

use futures::future::{self, Either};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::future::sleep;
use js_sys::{Array, Promise};
use leptos::web_sys::{AbortController, ReadableStreamDefaultReader, RequestCredentials};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::early::{self, BegunBody};
use super::{ApiError, Unreachable};
use crate::time::Stopwatch;

/// How long a server may take until its answer begins.
const FIRST_BYTE: Duration = Duration::from_secs(30);
/// How long the rest may take. Ample, because a files list can be tens of megabytes on a slow line.
const WHOLE_BODY: Duration = Duration::from_secs(600);
/// How long a stream may bring nothing.
const STALLED: Duration = Duration::from_secs(60);
/// How old the alarm for that gets.
const RENEWED: Duration = Duration::from_secs(5);
/// What is waited before a read is repeated.
const BACKOFF: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1_200)];

/// What is sent.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// The method.
    pub(super) method: Method,
    /// Path and query.
    pub(super) url: String,
    /// A JSON body.
    pub(super) body: Option<String>,
    /// `If-None-Match`: the tag of what is known already. The browser then leaves its own cache out of it.
    pub(super) known: Option<String>,
}

/// What came back, whatever the status.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// `Retry-After` in seconds.
    pub(super) retry_after: Option<u32>,
    /// `ETag`.
    pub(super) tag: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(super) fn is_json(&self) -> bool {
        let essence = self.content_type.as_deref().unwrap_or_default();
        let essence = essence.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
    }
}

/// Aborts a fetch that nobody waits for any more: dropping the future of a call drops this.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // After the answer is complete this does nothing.
        self.0.abort();
    }
}

/// Sends a request; a read (`GET`, `HEAD`) that fails for a passing reason is repeated with growing pauses.
/// A write is never repeated: nobody knows whether the first one arrived.
///
/// # Errors
/// If no answer arrived. A status that is no success is an answer.
pub(super) async fn send(request: &Request) -> Result<Answer, ApiError> {
    let is_read = matches!(request.method, Method::GET | Method::HEAD);
    for pause in BACKOFF {
        let result = send_once(request).await;
        let passing = match &result {
            Ok(answer) => answer.status >= 500,
            Err(error) => error.is_temporary(),
        };
        if !is_read || !passing {
            return result;
        }
        sleep(pause).await;
    }
    send_once(request).await
}

/// Sends a read and gives its answer when that begins. One that does not begin is repeated as by [`send`]; one that breaks off
/// later is not.
///
/// # Errors
/// If no answer began.
pub(super) async fn open(request: &Request) -> Result<Incoming, ApiError> {
    for pause in BACKOFF {
        match begin(request).await {
            Ok(incoming) if incoming.head.status >= 500 => {}
            Err(error) if error.is_temporary() => {}
            result => return result,
        }
        sleep(pause).await;
    }
    begin(request).await
}

/// An answer that has begun.
pub(super) struct Incoming {
    /// Everything but the body.
    pub(super) head: Answer,
    response: Response,
    /// What the page has read of the body already.
    begun: Option<BegunBody>,
    abort: AbortOnDrop,
}

impl Incoming {
    fn new(response: Response, abort: AbortOnDrop) -> Self {
        let headers = response.headers();
        let head = Answer {
            status: response.status(),
            content_type: headers.get("content-type"),
            retry_after: headers.get("retry-after").and_then(|seconds| seconds.parse().ok()),
            tag: headers.get("etag"),
            body: Vec::new(),
        };
        Self { head, response, begun: None, abort }
    }

    /// Waits for the rest.
    ///
    /// # Errors
    /// If the connection is cut.
    pub(super) async fn whole(self) -> Result<Answer, ApiError> {
        let body = async {
            let body = self.response.binary().await;
            body.map_err(|_| ApiError::Unreachable(Unreachable::Network))
        };
        Ok(Answer { body: within(WHOLE_BODY, body).await?, ..self.head })
    }

    /// The body as it comes; nothing if there is none.
    pub(super) fn stream(self) -> Option<Chunks> {
        let BegunBody { reader, reads } = match self.begun {
            Some(begun) => begun,
            None => BegunBody {
                reader: self.response.body()?.get_reader().unchecked_into(),
                reads: Array::new(),
            },
        };
        Some(Chunks { reader, reads, stalled: alarm(), _abort: self.abort })
    }
}

/// A body, piece by piece. Dropping it ends the download.
pub(super) struct Chunks {
    reader: ReadableStreamDefaultReader,
    /// Promises of pieces, which come before those that are still to be read.
    reads: Array,
    /// When it was set, and the alarm that goes off if nothing comes.
    stalled: (Stopwatch, Pin<Box<dyn Future<Output = ()>>>),
    _abort: AbortOnDrop,
}

impl Chunks {
    /// Puts the next piece in the place of what is in `buffer`. False at the end.
    ///
    /// # Errors
    /// If the connection is cut, or nothing comes for a minute.
    pub(super) async fn next(&mut self, buffer: &mut Vec<u8>) -> Result<bool, ApiError> {
        let network = |_| ApiError::Unreachable(Unreachable::Network);
        let read: Promise = match self.reads.length() {
            0 => self.reader.read(),
            _ => self.reads.shift().unchecked_into(),
        };
        // An alarm for each of a thousand chunks would cost more than decoding them.
        if self.stalled.0.millis() > RENEWED.as_millis() as f64 {
            self.stalled = alarm();
        }
        let result = match future::select(JsFuture::from(read), &mut self.stalled.1).await {
            Either::Left((result, _)) => result.map_err(network)?,
            Either::Right(((), _)) => return Err(ApiError::Unreachable(Unreachable::Timeout)),
        };
        // {done, value}; without a value it is done.
        let value = js_sys::Reflect::get(&result, &"value".into()).map_err(network)?;
        let Ok(chunk) = value.dyn_into::<js_sys::Uint8Array>() else { return Ok(false) };
        buffer.resize(chunk.length() as usize, 0);
        chunk.copy_to(buffer);
        Ok(true)
    }
}

fn alarm() -> (Stopwatch, Pin<Box<dyn Future<Output = ()>>>) {
    (Stopwatch::start(), Box::pin(sleep(STALLED)))
}

async fn send_once(request: &Request) -> Result<Answer, ApiError> {
    begin(request).await?.whole().await
}

async fn begin(request: &Request) -> Result<Incoming, ApiError> {
    // What is taken is gone: nothing else may take it.
    let is_plain_read = request.method == Method::GET && request.known.is_none();
    if is_plain_read
        && let Some(early) = early::take(&request.url)
        && let Some(abort) = early.abort().map(AbortOnDrop)
    {
        let answer = async { Ok(early.answer(&request.url).await) };
        if let Some((response, begun)) = within(FIRST_BYTE, answer).await? {
            return Ok(Incoming { begun, ..Incoming::new(response, abort) });
        }
    }
    let network = |_| ApiError::Unreachable(Unreachable::Network);
    let controller = AbortController::new().map_err(network)?;
    let signal = controller.signal();
    let abort = AbortOnDrop(controller);

    let builder = RequestBuilder::new(&request.url)
        .method(request.method.clone())
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&signal))
        .header("Accept", "application/json");
    let builder = match &request.known {
        Some(tag) => builder.header("If-None-Match", tag),
        None => builder,
    };
    let built = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str()),
        None => builder.build(),
    };
    let sending = async {
        let network = |_| ApiError::Unreachable(Unreachable::Network);
        built.map_err(network)?.send().await.map_err(network)
    };
    let response = within(FIRST_BYTE, sending).await?;
    Ok(Incoming::new(response, abort))
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, ApiError>>,
) -> Result<T, ApiError> {
    match future::select(Box::pin(work), Box::pin(sleep(limit))).await {
        Either::Left((result, _)) => result,
        Either::Right(((), _)) => Err(ApiError::Unreachable(Unreachable::Timeout)),
    }
}
