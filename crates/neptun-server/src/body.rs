//! The bodies of requests.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

use neptun_api::{Issue, NewResource, ResourceType, Validate, request};

use crate::error::ApiError;

/// How large a body may be.
pub(crate) const LIMIT: usize = 2_000_000;

/// How large it may be if it carries a file.
pub(crate) const FILE_LIMIT: usize = 64_000_000;

/// How much of a body that is too large is read nevertheless, and dropped. A browser that is still sending when the
/// connection closes reports a network failure and never shows the answer.
const DRAIN: usize = 256_000_000;

/// A JSON body that has been read and not been decoded. Comes last among a handler's arguments, so that a body is only read
/// once its sender may send it.
///
/// Not axum's `Json`: its errors have another shape, and `neptun_api::request` names the path at which a body is wrong.
pub(crate) struct JsonBody<const MAX: usize = LIMIT>(Vec<u8>);

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
        let mut bytes = Vec::new();
        let mut length = 0_usize;
        while let Some(frame) = body.frame().await {
            let frame =
                frame.map_err(|_| ApiError::invalid(vec![Issue::new("", "The body broke off")]))?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            length = length.saturating_add(data.len());
            if length <= MAX {
                bytes.extend_from_slice(&data);
            } else if length > DRAIN {
                break;
            }
        }
        if length > MAX {
            return Err(ApiError::TooLarge { limit: MAX });
        }
        Ok(Self(bytes))
    }
}

impl<const MAX: usize> JsonBody<MAX> {
    /// Decodes the body and holds it against the rules.
    pub(crate) fn validated<T: DeserializeOwned + Validate>(&self) -> Result<T, ApiError> {
        let body = self.decoded()?;
        ApiError::check(&body)?;
        Ok(body)
    }

    /// Decodes the body.
    pub(crate) fn decoded<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        Ok(request::decode(&self.0)?)
    }

    /// Decodes either body that adds a resource, and holds it against the rules.
    pub(crate) fn new_resource(
        &self,
        resource_type: ResourceType,
    ) -> Result<NewResource, ApiError> {
        let body = NewResource::decode(resource_type, &self.0)?;
        if let NewResource::Create(create) = &body {
            ApiError::check(create)?;
        }
        Ok(body)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = value.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json")
}
