//! The faults that can be injected.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http_body_util::BodyExt;
use serde::Deserialize;

use crate::error::{ApiError, plain};

/// A fault, by the name that rules use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Fault {
    /// The documented 500.
    #[serde(rename = "500")]
    ServerError,
    /// 503, as a proxy in front of a restarting server sends it, in the documented shape.
    #[serde(rename = "503")]
    Unavailable,
    /// The handler runs; its response is cut after the headers and half of the body.
    Cut,
    /// 502 with an HTML page, as a proxy sends it.
    Html,
    /// 200 with truncated JSON.
    Garbage,
    /// 200 without a body.
    Empty,
    /// 204, also where a body is documented.
    #[serde(rename = "204")]
    NoContent,
    /// 429 with `Retry-After: 1`.
    #[serde(rename = "429")]
    TooMany,
    /// 401 although the session is valid.
    #[serde(rename = "401")]
    Unauthorized,
    /// 404 although the resource exists.
    #[serde(rename = "404")]
    NotFound,
}

const HTML_PAGE: &str = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>\
                         <body><h1>502 Bad Gateway</h1><hr>nginx</body></html>";

impl Fault {
    /// One of the faults of `--faults`.
    pub(super) fn random() -> Self {
        match fastrand::u8(0..3) {
            0 => Self::ServerError,
            1 => Self::Unavailable,
            _ => Self::Cut,
        }
    }

    /// The response in place of the handler's.
    pub(super) fn response(self) -> Response {
        let json = [(CONTENT_TYPE, "application/json")];
        match self {
            Self::ServerError => plain(StatusCode::INTERNAL_SERVER_ERROR, "Server error"),
            Self::Unavailable => plain(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable"),
            Self::Cut => cut(json.into_response()),
            Self::Html => {
                (StatusCode::BAD_GATEWAY, [(CONTENT_TYPE, "text/html")], HTML_PAGE).into_response()
            }
            Self::Garbage => (json, r#"{"files":[{"id":1,"title":"#).into_response(),
            Self::Empty => (json, "").into_response(),
            Self::NoContent => StatusCode::NO_CONTENT.into_response(),
            Self::TooMany => {
                let mut response = plain(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
                response
            }
            Self::Unauthorized => ApiError::Unauthorized.into_response(),
            Self::NotFound => ApiError::NotFound("Resource").into_response(),
        }
    }
}

/// Sends the headers of a response and half of the first chunk of its body, then drops the connection.
pub(super) fn cut(response: Response) -> Response {
    let (mut parts, mut body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let half = stream::once(async move {
        let first = body.frame().await.and_then(Result::ok);
        let data = first.and_then(|frame| frame.into_data().ok());
        let data = data.unwrap_or_default();
        Ok::<Bytes, io::Error>(data.slice(..data.len() / 2))
    });
    let broken = stream::once(async {
        // An error drops the connection together with its write buffer, so the buffer is given time to drain.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::other("cut by fault injection"))
    });
    let body = Body::from_stream(stream::StreamExt::chain(half, broken));
    Response::from_parts(parts, body)
}
