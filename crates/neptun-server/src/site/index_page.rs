//! The app's page, which every route of the app is answered with. Unlike the assets its name never changes, so browsers ask
//! each time; and it carries the security headers.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::fs;

use super::{content_security, text};

/// The file, and what was read from it last.
pub(super) struct IndexPage {
    path: PathBuf,
    read: Mutex<Option<Arc<Page>>>,
}

/// The page in its encodings.
struct Page {
    modified: SystemTime,
    html: Bytes,
    /// Name of the encoding and content, the smallest first.
    compressed: Vec<(&'static str, Bytes)>,
    hash: String,
    policy: HeaderValue,
}

impl IndexPage {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, read: Mutex::default() }
    }

    /// Answers with the page.
    pub(super) async fn answer(&self, request: &HeaderMap) -> Response {
        let page = match self.page().await {
            Ok(page) => page,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return text(
                    StatusCode::NOT_FOUND,
                    "The app has not been built. `cargo xtask run` builds and serves it.\n",
                )
                .into_response();
            }
            Err(error) => {
                tracing::error!("{}: {error}", self.path.display());
                return text(StatusCode::INTERNAL_SERVER_ERROR, "Server error\n").into_response();
            }
        };
        let encoded = page.compressed.iter().find(|(encoding, _)| accepts(request, encoding));
        let (encoding, content) = match encoded {
            Some((encoding, content)) => (Some(*encoding), content),
            None => (None, &page.html),
        };
        let etag = format!("\"{}{}\"", page.hash, encoding.unwrap_or(""));
        let headers = [
            (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (VARY, HeaderValue::from_static("accept-encoding")),
            (CONTENT_SECURITY_POLICY, page.policy.clone()),
            (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        ];
        let mut response = if matches(request, &etag) {
            (StatusCode::NOT_MODIFIED, headers).into_response()
        } else {
            let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
            (headers, html, content.clone()).into_response()
        };
        if let Ok(etag) = HeaderValue::try_from(etag) {
            response.headers_mut().insert(ETAG, etag);
        }
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// What was read last, unless the file is a newer one by now.
    async fn page(&self) -> io::Result<Arc<Page>> {
        let modified = fs::metadata(&self.path).await?.modified()?;
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(page) = known.filter(|page| page.modified == modified) {
            return Ok(page);
        }
        let page = Arc::new(read(&self.path, modified).await?);
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&page));
        Ok(page)
    }
}

async fn read(path: &Path, modified: SystemTime) -> io::Result<Page> {
    let html = fs::read_to_string(path).await?;
    let policy =
        HeaderValue::try_from(content_security::policy(&html)).map_err(io::Error::other)?;
    let mut compressed = Vec::new();
    for (encoding, extension) in [("br", "html.br"), ("gzip", "html.gz")] {
        let path = path.with_extension(extension);
        // An older one belongs to an earlier build.
        let fresh = match fs::metadata(&path).await.and_then(|found| found.modified()) {
            Ok(time) => time >= modified,
            Err(_) => false,
        };
        if fresh && let Ok(content) = fs::read(&path).await {
            compressed.push((encoding, content.into()));
        }
    }
    Ok(Page {
        modified,
        hash: URL_SAFE_NO_PAD.encode(&Sha256::digest(&html)[..12]),
        html: html.into(),
        compressed,
        policy,
    })
}

/// Whether the client takes this encoding.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    list(headers, ACCEPT_ENCODING).any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let quality = parameters.trim().strip_prefix("q=").unwrap_or("1");
        let refused = quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// Whether the client has this version.
fn matches(headers: &HeaderMap, etag: &str) -> bool {
    list(headers, IF_NONE_MATCH).any(|item| item == "*" || item.trim_start_matches("W/") == etag)
}

fn list(headers: &HeaderMap, name: axum::http::HeaderName) -> impl Iterator<Item = &str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiates_the_encoding() {
        let accepts = |value: &'static str, encoding| {
            let headers =
                HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            accepts(&headers, encoding)
        };
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("gzip", "br"));
        assert!(!accepts("", "br"));
    }
}
