//! Slowness and faults on demand, to see how the app takes them.
//!
//! `--latency` and `--faults` are for looking around by hand; with `--dev-switches`, the browser tests also set exact rules with
//! `PUT /dev/switches`. Without the flag that path does not exist.

mod fault;
mod pace;
mod rules;

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
use pace::Pace;
use rules::{Rule, Rules};

pub(crate) use pace::apply as pace;

/// The path at which the rules are set.
pub(crate) const PATH: &str = "/dev/switches";

/// How the server misbehaves from its start.
#[derive(Debug, Clone, Copy, Default)]
pub struct SwitchesConfig {
    /// How long every answer of the API takes at least.
    pub latency: Duration,
    /// How many of a hundred answers of the API are a fault: 500, 503 or a cut connection.
    pub faults_percent: u8,
    /// How many bytes of every answer of the API are sent in a second, before they are compressed; absent for all at once.
    pub pace: Option<NonZeroU32>,
    /// Whether rules can be set with `PUT /dev/switches`.
    pub remote: bool,
}

/// The state of the switches.
#[derive(Debug, Clone)]
pub(crate) struct Switches {
    config: SwitchesConfig,
    rules: Arc<Mutex<Vec<Rule>>>,
}

/// What happens to one request.
#[derive(Debug, Default, PartialEq)]
struct Plan {
    latency: Duration,
    pace: Option<Pace>,
    fault: Option<Fault>,
}

impl Switches {
    pub(crate) fn new(config: SwitchesConfig) -> Self {
        Self { config, rules: Arc::default() }
    }

    /// The first rule that fits decides; without one, chance does, for the API only.
    fn plan(&self, request: &Request) -> Plan {
        let (method, path) = (request.method(), request.uri().path());
        if path == PATH {
            return Plan::default();
        }
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = rules.iter().position(|rule| rule.fits(method, path)) {
            let rule = &mut rules[index];
            let plan = Plan {
                latency: Duration::from_millis(rule.latency_ms.unwrap_or(0)),
                pace: rule.bytes_per_second.map(Pace),
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
            pace: self.config.pace.map(Pace),
            fault: faulty.then(Fault::any),
        }
    }
}

/// Middleware that does what the switches say.
pub(crate) async fn apply(
    State(switches): State<Switches>,
    mut request: Request,
    next: Next,
) -> Response {
    let plan = switches.plan(&request);
    if let Some(pace) = plan.pace {
        request.extensions_mut().insert(pace);
    }
    if !plan.latency.is_zero() {
        tokio::time::sleep(plan.latency).await;
    }
    match plan.fault {
        None => next.run(request).await,
        Some(Fault::Cut) => fault::cut(next.run(request).await),
        Some(fault) => fault.answer(),
    }
}

/// `PUT /dev/switches`: replaces all rules; none means that everything works.
pub(crate) async fn replace(
    State(switches): State<Switches>,
    body: JsonBody,
) -> Result<StatusCode, ApiError> {
    let Rules { rules } = body.decoded()?;
    *switches.rules.lock().unwrap_or_else(PoisonError::into_inner) = rules;
    Ok(StatusCode::NO_CONTENT)
}
