//! Metrics in the format of Prometheus.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of the durations of requests in seconds: from a cached file to a list of many megabytes on a slow line.
const DURATION_BUCKETS: [f64; 12] =
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0];

/// All metrics of a server.
#[derive(Debug, Clone)]
pub(crate) struct Metrics {
    pub(crate) http: HttpMetrics,
    pub(crate) connections: ConnectionMetrics,
    registry: Arc<Registry>,
}

/// The metrics of requests.
#[derive(Debug, Clone)]
pub(crate) struct HttpMetrics {
    pub(crate) in_progress: Gauge,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram, fn() -> Histogram>,
    sent_bytes: Counter,
    aborted: Family<RouteLabels, Counter>,
}

/// The metrics of connections.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConnectionMetrics {
    pub(crate) open: Gauge,
    pub(crate) refused: Counter,
}

/// Every label has few values: anyone can send any path and any method.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

impl Default for HttpMetrics {
    fn default() -> Self {
        Self {
            in_progress: Gauge::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(DURATION_BUCKETS)),
            sent_bytes: Counter::default(),
            aborted: Family::default(),
        }
    }
}

impl HttpMetrics {
    /// Counts a request that is over. Without a status, its client had gone before there was a response.
    pub(crate) fn record(
        &self,
        method: &Method,
        route: &str,
        status: Option<StatusCode>,
        is_complete: bool,
        duration: Duration,
        sent_bytes: u64,
    ) {
        let (method, route) = (label_of(method), route.to_owned());
        let labels = RouteLabels { method, route: route.clone() };
        self.durations.get_or_create(&labels).observe(duration.as_secs_f64());
        if !is_complete {
            self.aborted.get_or_create(&labels).inc();
        }
        if let Some(status) = status {
            let labels = RequestLabels { method, route, status: status.as_u16() };
            self.requests.get_or_create(&labels).inc();
        }
        self.sent_bytes.inc_by(sent_bytes);
    }
}

/// The name of a method. Anyone can invent methods, so those that no route has share one.
fn label_of(method: &Method) -> &'static str {
    match method.as_str() {
        "DELETE" => "DELETE",
        "GET" => "GET",
        "HEAD" => "HEAD",
        "PATCH" => "PATCH",
        "POST" => "POST",
        "PUT" => "PUT",
        _ => "other",
    }
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let (http, connections) = (HttpMetrics::default(), ConnectionMetrics::default());
        let mut registry = Registry::default();
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("neptun_build", "The version of the server", version);
        let start = Gauge::<f64, AtomicU64>::default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        start.set(now.as_secs_f64());
        registry.register_with_unit(
            "process_start_time",
            "Start of the server, since 1970",
            Unit::Seconds,
            start,
        );
        registry.register(
            "neptun_http_requests_in_progress",
            "Requests whose response has not been sent yet",
            http.in_progress.clone(),
        );
        registry.register("neptun_http_requests", "Responses", http.requests.clone());
        registry.register_with_unit(
            "neptun_http_request_duration",
            "Time until the end of the response",
            Unit::Seconds,
            http.durations.clone(),
        );
        registry.register(
            "neptun_http_requests_aborted",
            "Requests without a whole response, because the client had gone or the server failed",
            http.aborted.clone(),
        );
        registry.register_with_unit(
            "neptun_http_sent",
            "Bodies of responses, as they are compressed",
            Unit::Bytes,
            http.sent_bytes.clone(),
        );
        registry.register("neptun_connections", "Open connections", connections.open.clone());
        registry.register(
            "neptun_connections_refused",
            "Connections beyond the limit of one client address",
            connections.refused.clone(),
        );
        Self { http, connections, registry: Arc::new(registry) }
    }

    /// Serves the metrics at `/metrics`.
    pub(crate) fn router(&self) -> Router {
        Router::new().route("/metrics", get(scrape)).with_state(Arc::clone(&self.registry))
    }
}

async fn scrape(State(registry): State<Arc<Registry>>) -> Response {
    let mut metrics = String::new();
    match text::encode(&mut metrics, &registry) {
        Ok(()) => {
            let format = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, format)], metrics).into_response()
        }
        Err(fmt::Error) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
