//! One request, one answer: cookies, timeout, abort. Knows nothing of what is asked.

use std::time::Duration;

use futures::future::{self, Either};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::web_sys::{AbortController, RequestCredentials};

use super::{ApiError, Unreachable};
use crate::time::sleep;

/// How long a server may take until its answer begins.
const FIRST_BYTE: Duration = Duration::from_secs(30);
/// How long the rest may take. Ample, because a files list can be tens of megabytes on a slow line.
const WHOLE_BODY: Duration = Duration::from_secs(600);
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
}

/// What came back, whatever the status.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// `Retry-After` in seconds.
    pub(super) retry_after: Option<u32>,
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

async fn send_once(request: &Request) -> Result<Answer, ApiError> {
    let network = |_| ApiError::Unreachable(Unreachable::Network);
    let controller = AbortController::new().map_err(network)?;
    let signal = controller.signal();
    let _abort = AbortOnDrop(controller);

    let builder = RequestBuilder::new(&request.url)
        .method(request.method.clone())
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&signal))
        .header("Accept", "application/json");
    let built = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str()),
        None => builder.build(),
    };
    let sending = async {
        let network = |_| ApiError::Unreachable(Unreachable::Network);
        built.map_err(network)?.send().await.map_err(network)
    };
    let response = within(FIRST_BYTE, sending).await?;
    within(WHOLE_BODY, read(response)).await
}

async fn read(response: Response) -> Result<Answer, ApiError> {
    let headers = response.headers();
    let body = response.binary().await;
    Ok(Answer {
        status: response.status(),
        content_type: headers.get("content-type"),
        retry_after: headers.get("retry-after").and_then(|seconds| seconds.parse().ok()),
        body: body.map_err(|_| ApiError::Unreachable(Unreachable::Network))?,
    })
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
