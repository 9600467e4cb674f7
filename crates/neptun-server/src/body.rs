//! Request bodies.

use std::time::Duration;

use axum::body::HttpBody;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum_extra::headers::{ContentType, HeaderMapExt};
use http_body_util::BodyExt;
use mime::Mime;
use serde::de::DeserializeOwned;
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout, timeout_at};

use neptun_api::{Issue, NewResource, ResourceType, Validate, request};

use crate::error::ApiError;

/// Maximum size of a body in bytes.
pub(crate) const LIMIT: usize = 2_000_000;

/// Maximum size of a body that carries a file, in bytes.
pub(crate) const FILE_LIMIT: usize = 64_000_000;

/// Maximum size of a body about an account or a session, in bytes: its fields with every character escaped, and a whole `Cookie` header.
pub(crate) const ACCOUNT_LIMIT: usize = 16_000;

/// Bytes of a body that are read and dropped although it is refused. A browser that is still sending when the connection closes
/// reports a network error and never shows the response.
const DRAIN_LIMIT: usize = 256_000_000;

/// Time within which a body, or the next [`STEP_BYTES`] of it, has to arrive.
const STEP_TIMEOUT: Duration = Duration::from_secs(30);

/// Time after which a step counts as slow: its body is given up once another one needs the memory.
const SLOW_STEP: Duration = Duration::from_secs(5);

/// Bytes in which the progress of a body is measured. Not those of the whole body, so that nobody sends most of it fast, and then rests.
const STEP_BYTES: usize = 500_000;

/// Memory for the bodies of all clients together, in units of [`UNIT_BYTES`]. A body shorter than one unit needs none, so that small
/// requests succeed while large ones are refused.
static MEMORY: Semaphore = Semaphore::const_new(128_000_000 / UNIT_BYTES);

const UNIT_BYTES: usize = 64 * 1024;

/// Notified when a body needs memory that others have.
static MEMORY_WANTED: Notify = Notify::const_new();

/// Time for slow bodies to give their memory back.
const MEMORY_TIMEOUT: Duration = Duration::from_millis(500);

/// The memory that a body takes, for as long as there is the body, what was decoded from it, or the response with that.
pub(crate) type BodyPermit = Option<SemaphorePermit<'static>>;

/// Takes the memory that a body of `length` bytes needs. Fails if there is not enough.
async fn reserve(permit: &mut BodyPermit, length: usize) -> Result<(), ApiError> {
    let held = permit.as_ref().map_or(0, SemaphorePermit::num_permits);
    // Lossless: no body is longer than `FILE_LIMIT`.
    let missing = (length / UNIT_BYTES).saturating_sub(held) as u32;
    if missing == 0 {
        return Ok(());
    }
    let more = match MEMORY.try_acquire_many(missing) {
        Ok(more) => more,
        Err(_) => {
            MEMORY_WANTED.notify_waiters();
            let waiting = timeout(MEMORY_TIMEOUT, MEMORY.acquire_many(missing));
            waiting.await.ok().and_then(Result::ok).ok_or(ApiError::Busy)?
        }
    };
    match permit {
        Some(permit) => permit.merge(more),
        None => *permit = Some(more),
    }
    Ok(())
}

/// The progress of a body.
struct Progress {
    step_start: Instant,
    step_bytes: usize,
}

impl Progress {
    fn new() -> Self {
        Self { step_start: Instant::now(), step_bytes: 0 }
    }

    fn add(&mut self, bytes: usize) {
        self.step_bytes += bytes;
        if self.step_bytes >= STEP_BYTES {
            *self = Self::new();
        }
    }

    /// Completes when the body is given up: it stalls, or it is slow and has memory that another one needs.
    async fn given_up(&self, permit: &BodyPermit) -> ApiError {
        let slow_at = self.step_start + SLOW_STEP;
        let wanted = async {
            loop {
                MEMORY_WANTED.notified().await;
                if permit.is_some() && Instant::now() >= slow_at {
                    return;
                }
            }
        };
        match timeout_at(self.step_start + STEP_TIMEOUT, wanted).await {
            Ok(()) => ApiError::Busy,
            Err(_) => ApiError::Timeout,
        }
    }
}

/// A JSON body that has been read but not decoded. Being the last argument of a handler, it is read after access has been checked.
///
/// `axum::Json` does not fit: its errors have another shape, and `neptun_api::request` names the path of an error.
pub(crate) struct JsonBody<const MAX: usize = LIMIT> {
    bytes: Vec<u8>,
    permit: BodyPermit,
}

impl<const MAX: usize, S: Sync> FromRequest<S> for JsonBody<MAX> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::invalid(vec![Issue::new(
                "",
                "Send a JSON body with Content-Type: application/json",
            )]));
        }
        let mut body = request.into_body();
        // Allocated at once: growing copies the bytes, and the allocator keeps the copies.
        let expected = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(expected.filter(|length| *length <= MAX).unwrap_or(0))
            .map_err(|_| ApiError::Busy)?;
        let (mut permit, mut refusal) = (None, None);
        let mut length = 0_usize;
        let mut progress = Progress::new();
        loop {
            let frame = tokio::select! {
                frame = body.frame() => frame,
                error = progress.given_up(&permit) => return Err(error),
            };
            let Some(frame) = frame else {
                break;
            };
            let frame = frame
                .map_err(|_| ApiError::invalid(vec![Issue::new("", "The body is incomplete")]))?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            length = length.saturating_add(data.len());
            progress.add(data.len());
            if length > MAX {
                refusal = Some(ApiError::TooLarge { limit: MAX });
            } else if refusal.is_none() {
                refusal = reserve(&mut permit, length).await.err();
            }
            if refusal.is_none() {
                bytes.extend_from_slice(&data);
            } else if length > DRAIN_LIMIT {
                break;
            } else {
                (bytes, permit) = (Vec::new(), None);
            }
        }
        refusal.map_or(Ok(Self { bytes, permit }), Err)
    }
}

impl<const MAX: usize> JsonBody<MAX> {
    /// Decodes and validates the body. Like all of these it consumes the body, so that its bytes are freed before it is stored.
    pub(crate) fn validated<T: DeserializeOwned + Validate>(
        self,
    ) -> Result<(T, BodyPermit), ApiError> {
        let body = request::decode(&self.bytes)?;
        ApiError::check(&body)?;
        Ok((body, self.permit))
    }

    /// Decodes the body.
    pub(crate) fn decoded<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        Ok(request::decode(&self.bytes)?)
    }

    /// Decodes and validates either body that adds a resource.
    pub(crate) fn new_resource(
        self,
        resource_type: ResourceType,
    ) -> Result<(NewResource, BodyPermit), ApiError> {
        let body = NewResource::decode(resource_type, &self.bytes)?;
        if let NewResource::Create(create) = &body {
            ApiError::check(create)?;
        }
        Ok((body, self.permit))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.typed_get::<ContentType>().is_some_and(|value| {
        Mime::from(value).essence_str() == mime::APPLICATION_JSON.essence_str()
    })
}
