//! Slow and failing responses on demand, for development and for the browser specs.
//!
//! `--latency`, `--throttle` and `--faults` apply to every request of the API. With `--dev-switches`, `PUT /dev/switches` sets
//! exact rules at run time; without the flag that path does not exist.

mod fault;
mod rules;
mod throttle;

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use crate::body::JsonBody;
use crate::error::ApiError;
use fault::Fault;
use rules::{Rule, Rules};
use throttle::Throttle;

pub(crate) use throttle::apply as throttle;

/// The path at which the rules are set.
pub(crate) const PATH: &str = "/dev/switches";

/// The faults that are injected from the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct FaultInjectionConfig {
    /// Minimum time of every response of the API.
    pub latency: Duration,
    /// Percentage of the requests to the API that fail: with 500, 503 or a cut connection.
    pub faults_percent: u8,
    /// Bytes per second of every response of the API, before compression; `None` for no limit.
    pub throttle: Option<NonZeroU32>,
    /// Enables `PUT /dev/switches`.
    pub remote: bool,
}

/// The configuration and the rules that are set.
#[derive(Debug, Clone)]
pub(crate) struct FaultInjection {
    config: FaultInjectionConfig,
    rules: Arc<Mutex<Vec<Rule>>>,
}

/// The faults of one request.
#[derive(Debug, Default, PartialEq)]
struct Plan {
    latency: Duration,
    throttle: Option<Throttle>,
    fault: Option<Fault>,
}

impl FaultInjection {
    pub(crate) fn new(config: FaultInjectionConfig) -> Self {
        Self { config, rules: Arc::default() }
    }

    /// The first rule that matches decides. Without one the configuration does, for the API only.
    fn plan(&self, request: &Request) -> Plan {
        let (method, path) = (request.method(), request.uri().path());
        if path == PATH {
            return Plan::default();
        }
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = rules.iter().position(|rule| rule.matches(method, path)) {
            let rule = &mut rules[index];
            let plan = Plan {
                latency: Duration::from_millis(rule.latency_ms.unwrap_or(0)),
                throttle: rule.bytes_per_second.map(Throttle),
                fault: rule.fault,
            };
            if rule.is_used_up() {
                rules.remove(index);
            }
            return plan;
        }
        if !path.starts_with("/api/") {
            return Plan::default();
        }
        let faulty = fastrand::u8(0..100) < self.config.faults_percent;
        Plan {
            latency: self.config.latency,
            throttle: self.config.throttle.map(Throttle),
            fault: faulty.then(Fault::random),
        }
    }
}

/// Middleware that injects the faults of a request.
pub(crate) async fn apply(
    State(fault_injection): State<FaultInjection>,
    mut request: Request,
    next: Next,
) -> Response {
    let plan = fault_injection.plan(&request);
    if let Some(throttle) = plan.throttle {
        request.extensions_mut().insert(throttle);
    }
    if !plan.latency.is_zero() {
        tokio::time::sleep(plan.latency).await;
    }
    match plan.fault {
        None => next.run(request).await,
        Some(Fault::Cut) => fault::cut(next.run(request).await),
        Some(fault) => fault.response(),
    }
}

/// `PUT /dev/switches`: replaces all rules; an empty list removes them.
pub(crate) async fn replace(
    State(fault_injection): State<FaultInjection>,
    body: JsonBody,
) -> Result<StatusCode, ApiError> {
    let Rules { rules } = body.decoded()?;
    *fault_injection.rules.lock().unwrap_or_else(PoisonError::into_inner) = rules;
    Ok(StatusCode::NO_CONTENT)
}
