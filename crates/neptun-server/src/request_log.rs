//! The log line and the metrics of each request.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use ipnet::IpNet;
use neptun_api::UserId;
use tracing::{Instrument, Span, field};

use crate::metrics::HttpMetrics;
use crate::request_id::{self, X_REQUEST_ID};
use crate::server::is_api;

/// Characters of a path that are logged at most. No path of the API or the app is as long.
const MAX_PATH_CHARS: usize = 200;

/// The state of [`log`].
#[derive(Debug, Clone)]
pub(crate) struct RequestLog {
    /// The proxies that name a request.
    pub(crate) trusted_proxies: Arc<[IpNet]>,
    pub(crate) metrics: HttpMetrics,
}

/// The template of a request's path, once it is routed.
#[derive(Debug, Clone, Default)]
struct Route(Arc<OnceLock<MatchedPath>>);

/// Middleware that gives a request its id, and logs and counts it when its response is sent or given up.
///
/// The query is left out, because it can contain what a user typed.
pub(crate) async fn log(
    State(RequestLog { trusted_proxies, metrics }): State<RequestLog>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = request_id::of(&request, &trusted_proxies);
    // Of the level ERROR, so that errors name their request even if nothing else is logged.
    let span = tracing::error_span!("request", id = id.to_str().ok(), user = field::Empty);
    let route = Route::default();
    let mut entry = Entry::new(&request, route.clone(), span.clone(), metrics);
    request.extensions_mut().insert(route);
    // A live server that is proxied gets it, too.
    request.headers_mut().insert(X_REQUEST_ID, id.clone());
    let mut response = next.run(request).instrument(span).await;
    response.headers_mut().insert(X_REQUEST_ID, id);
    entry.begin_response(&response);
    response.map(|body| Body::new(LoggedBody { body, entry }))
}

/// Middleware of a router that tells the log the template of the path.
pub(crate) async fn record_route(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(Route(route)), Some(path)) = (extensions.get(), extensions.get::<MatchedPath>()) {
        let _ = route.set(path.clone());
    }
    next.run(request).await
}

/// Tells the log the user of the current request.
pub(crate) fn record_user(user: UserId) {
    Span::current().record("user", field::display(user));
}

/// A request and its response. Logged and counted when it is dropped, so that one whose client has gone is, too.
struct Entry {
    method: Method,
    path: String,
    route: Route,
    /// Stands for the template of a path that has none.
    service: &'static str,
    span: Span,
    metrics: HttpMetrics,
    start: Instant,
    status: Option<StatusCode>,
    sent_bytes: u64,
    expected_bytes: Option<u64>,
    is_complete: bool,
}

impl Entry {
    fn new(request: &Request, route: Route, span: Span, metrics: HttpMetrics) -> Self {
        let path = request.uri().path();
        metrics.in_progress.inc();
        Self {
            method: request.method().clone(),
            service: if is_api(path) { "api" } else { "app" },
            path: path.chars().take(MAX_PATH_CHARS).collect(),
            route,
            span,
            metrics,
            start: Instant::now(),
            status: None,
            sent_bytes: 0,
            expected_bytes: None,
            is_complete: false,
        }
    }

    fn begin_response(&mut self, response: &Response) {
        self.status = Some(response.status());
        self.expected_bytes = response.body().size_hint().exact();
        self.is_complete = self.method == Method::HEAD || response.body().is_end_stream();
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let duration = self.start.elapsed();
        let route = self.route.0.get().map_or(self.service, MatchedPath::as_str);
        let _entered = self.span.enter();
        tracing::info!(
            method = %self.method,
            path = self.path,
            route,
            status = self.status.map(|status| status.as_u16()),
            aborted = (!self.is_complete).then_some(true),
            duration_ms = duration.as_millis() as u64,
            bytes = self.sent_bytes,
        );
        self.metrics.in_progress.dec();
        self.metrics.record(
            &self.method,
            route,
            self.status,
            self.is_complete,
            duration,
            self.sent_bytes,
        );
    }
}

/// A body whose end is the end of the request.
struct LoggedBody {
    body: Body,
    entry: Entry,
}

impl HttpBody for LoggedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Self { body, entry } = &mut *self;
        // A list is read from the database while it is sent.
        let _entered = entry.span.enter();
        let frame = ready!(Pin::new(&mut *body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                entry.sent_bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
                // A body is not polled again after its last byte.
                entry.is_complete =
                    body.is_end_stream() || entry.expected_bytes == Some(entry.sent_bytes);
            }
            Some(Err(_)) => entry.is_complete = false,
            None => entry.is_complete = true,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
