//! Assembles the server: the API, the app's files, and the middleware around both.

use std::any::Any;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use axum::{Extension, Json, Router, middleware};
use tokio::net::TcpListener;
use tower::ServiceExt;
use tower::util::option_layer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use neptun_api::{DemoUser, paths};

use crate::config::{Config, DatabaseConfig, Source};
use crate::connections::AddressLimit;
use crate::database::{Database, OpenError};
use crate::error::{ApiError, InternalError, plain};
use crate::fault_injection::FaultInjection;
use crate::handlers::{account, auth, files, health, owned, projects, resources};
use crate::metrics::Metrics;
use crate::passwords::Passwords;
use crate::rate_limit::RateLimiter;
use crate::request_log::RequestLog;
use crate::state::AppState;
use crate::upstream::InvalidUpstream;
use crate::{
    compression, connections, cross_site, fault_injection, openapi, request_log, seed,
    static_files, upstream,
};

/// Time that the database has to write its log back after the last request.
const DATABASE_CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// A server that is ready to listen.
#[derive(Debug, Clone)]
pub struct Server {
    router: Router,
    address_limit: AddressLimit,
    database: Option<Database>,
    demo_user: Option<Arc<DemoUser>>,
    metrics: Metrics,
    is_ending: Arc<AtomicBool>,
    shutdown: Shutdown,
}

/// The end of a server.
#[derive(Debug, Clone, Copy)]
pub struct Shutdown {
    /// Time that the server still accepts requests while `/health` answers 503, so that a load balancer sends them elsewhere.
    pub delay: Duration,
    /// Time that running requests then have to complete.
    pub timeout: Duration,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self { delay: Duration::ZERO, timeout: Duration::from_secs(5) }
    }
}

/// The reason why a server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The upstream cannot be used.
    #[error(transparent)]
    Upstream(#[from] InvalidUpstream),
    /// Seeding or hashing failed.
    #[error("cannot prepare the server: {0}")]
    Prepare(String),
}

impl From<ApiError> for StartError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Internal(cause) => cause.into(),
            error => Self::Prepare(error.to_string()),
        }
    }
}

impl From<InternalError> for StartError {
    fn from(error: InternalError) -> Self {
        Self::Prepare(error.to_string())
    }
}

impl Server {
    /// Opens the database, adds demo data if configured, and builds all routes.
    ///
    /// # Errors
    /// If the database cannot be opened or the upstream is invalid.
    pub async fn new(config: Config) -> Result<Self, StartError> {
        let (api, database, demo_user) = match &config.source {
            Source::Database(source) => {
                let state = state(source, &config).await?;
                let (database, demo_user) = (state.database.clone(), state.demo_user.clone());
                // Throttled inside of the compression, so that the timing does not depend on the encoding.
                let api = endpoints(state)?
                    .layer(middleware::from_fn(fault_injection::throttle))
                    .layer(compression::layer());
                (api, Some(database), demo_user)
            }
            Source::Upstream(upstream) => (
                upstream::router(upstream)?.layer(middleware::from_fn(fault_injection::throttle)),
                None,
                None,
            ),
        };
        let public_origin = config.public_origin.clone().map(Arc::new);
        let fault_injection = FaultInjection::new(config.fault_injection);
        let api = if config.fault_injection.remote {
            let replace = put(fault_injection::replace).with_state(fault_injection.clone());
            api.route(fault_injection::PATH, replace)
        } else {
            api
        };
        let api = api
            .layer(middleware::from_fn_with_state(public_origin, cross_site::reject))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn(request_log::record_route))
            .layer(SetResponseHeaderLayer::if_not_present(
                CACHE_CONTROL,
                HeaderValue::from_static("no-store"),
            ));
        let hsts = config.public_origin.as_ref().filter(|origin| origin.is_https()).map(|_| {
            let value = HeaderValue::from_static("max-age=31536000");
            SetResponseHeaderLayer::overriding(STRICT_TRANSPORT_SECURITY, value)
        });
        let static_files = static_files::router(&config.app);
        let (metrics, is_ending) = (Metrics::new(), Arc::<AtomicBool>::default());
        let request_log = RequestLog {
            trusted_proxies: config.trusted_proxies.as_slice().into(),
            metrics: metrics.http.clone(),
        };
        let router = Router::new()
            .fallback(dispatch)
            .with_state(Services { api, static_files, is_ending: Arc::clone(&is_ending) })
            .layer(middleware::from_fn_with_state(fault_injection, fault_injection::apply))
            .layer(SetResponseHeaderLayer::overriding(
                X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ))
            .layer(option_layer(hsts))
            .layer(middleware::from_fn_with_state(request_log, request_log::log));
        let address_limit = AddressLimit {
            connections: config.connections_per_address,
            trusted_proxies: config.trusted_proxies,
        };
        let shutdown = Shutdown::default();
        Ok(Self { router, address_limit, database, demo_user, metrics, is_ending, shutdown })
    }

    /// The same server with another end.
    #[must_use]
    pub fn with_shutdown(self, shutdown: Shutdown) -> Self {
        Self { shutdown, ..self }
    }

    /// All routes.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The metrics of this server, for an address of their own.
    pub fn metrics_router(&self) -> Router {
        self.metrics.router()
    }

    /// The database; `None` with an upstream.
    pub fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// The demo account, if there is one.
    pub fn demo_user(&self) -> Option<&DemoUser> {
        self.demo_user.as_deref()
    }

    /// Serves requests until `signal` completes, and then ends as [`Shutdown`] says.
    pub async fn serve(self, listener: TcpListener, signal: impl Future<Output = ()>) {
        let Self { router, address_limit, database, metrics, is_ending, shutdown, .. } = self;
        let last_accept = async {
            signal.await;
            is_ending.store(true, Ordering::Relaxed);
            tokio::time::sleep(shutdown.delay).await;
        };
        connections::serve(
            listener,
            router,
            address_limit,
            metrics.connections,
            last_accept,
            shutdown.timeout,
        )
        .await;
        if let Some(database) = &database {
            let _ = tokio::time::timeout(DATABASE_CLOSE_TIMEOUT, database.close()).await;
        }
    }
}

async fn state(source: &DatabaseConfig, config: &Config) -> Result<AppState, StartError> {
    let database = Database::open(&source.url).await?;
    let passwords = Passwords::new()?;
    let demo_user = seed::prepare(&database, &passwords, source).await?;
    Ok(AppState {
        rate_limiter: RateLimiter::new(config.rate_limits, database.clone()),
        database,
        passwords,
        trusted_proxies: config.trusted_proxies.as_slice().into(),
        public_origin: config.public_origin.clone().map(Arc::new),
        cookie_name: config.cookie_name.as_str().into(),
        demo_user: demo_user.map(Arc::new),
    })
}

/// The two services behind one address. They are not merged into one router, because each has a 404 of its own.
#[derive(Clone)]
struct Services {
    api: Router,
    static_files: Router,
    is_ending: Arc<AtomicBool>,
}

async fn dispatch(State(services): State<Services>, request: Request) -> Response {
    let path = request.uri().path();
    if path == paths::HEALTH && services.is_ending.load(Ordering::Relaxed) {
        let health = health::status("The server is ending", None);
        return (StatusCode::SERVICE_UNAVAILABLE, Json(health)).into_response();
    }
    let service = if is_api(path) { services.api } else { services.static_files };
    let is_head = request.method() == Method::HEAD;
    let Ok(response) = service.oneshot(request).await;
    if is_head { upstream::keep_unknown_length(response) } else { response }
}

/// True for the paths of the API, false for those of the app.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api"
        || path.starts_with("/api/")
        || path == paths::HEALTH
        || path == paths::SESSION_COOKIE
        || path == fault_injection::PATH
}

/// The documented endpoints, and the OpenAPI document.
fn endpoints(state: AppState) -> Result<Router, StartError> {
    let (router, document) = OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(auth::sign_up))
        .routes(routes!(auth::login))
        .routes(routes!(auth::logout))
        .routes(routes!(auth::check))
        .routes(routes!(auth::session))
        .routes(routes!(account::change_password))
        .routes(routes!(account::sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(projects::list, projects::create))
        .routes(routes!(projects::read, projects::update, projects::delete))
        .routes(routes!(files::list, files::create))
        .routes(routes!(files::update, files::delete))
        .routes(routes!(resources::list, resources::add))
        .routes(routes!(resources::read, resources::remove))
        .routes(routes!(owned::user_files))
        .routes(routes!(owned::template_collections))
        .routes(routes!(owned::github_installations))
        .routes(routes!(owned::chat_conversations))
        .routes(routes!(openapi::document))
        .routes(routes!(health::health))
        .split_for_parts();
    let document = openapi::render(document, &state.cookie_name).map_err(InternalError::from)?;
    Ok(router
        .layer(Extension(document))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .fallback(async || ApiError::NotFound("Endpoint"))
        .with_state(state))
}

/// Turns a panic of a handler into the documented 500.
fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!("panic: {}", text.unwrap_or("without a message"));
    plain(StatusCode::INTERNAL_SERVER_ERROR, "Server error").into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn a_panic_is_the_documented_500() {
        let broken = || async {
            if true {
                panic!("secret");
            }
        };
        let router = Router::new().fallback(broken).layer(CatchPanicLayer::custom(panicked));
        let response = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, r#"{"statusCode":500,"message":"Server error"}"#);
    }

    #[test]
    fn the_api_and_the_app_share_no_path() {
        for path in ["/api", "/api/", "/api/x", "/health", "/session-cookie", "/dev/switches"] {
            assert!(is_api(path), "{path}");
        }
        for path in ["/", "/apis", "/projects", "/healthy", "/health/x", "/dev"] {
            assert!(!is_api(path), "{path}");
        }
    }
}
