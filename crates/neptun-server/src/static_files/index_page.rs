//! `index.html`, with the security headers. Unlike the assets its name has no hash, so browsers revalidate it each time.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{ETag, HeaderMapExt, IfNoneMatch};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;
use tower_http::services::fs::{Backend, Metadata};

use super::{content_security, text};

/// The file and its content, cached until the file changes.
pub(super) struct IndexPage<B> {
    backend: B,
    path: PathBuf,
    cache: Mutex<Option<Arc<Page>>>,
}

/// The page in its encodings.
struct Page {
    modified: SystemTime,
    html: Bytes,
    etag: ETag,
    /// The compressed representations, the smallest first.
    compressed: Vec<Compressed>,
    policy: HeaderValue,
}

struct Compressed {
    encoding: &'static str,
    content: Bytes,
    etag: ETag,
}

impl<B: Backend> IndexPage<B> {
    pub(super) fn new(backend: B, path: PathBuf) -> Self {
        Self { backend, path, cache: Mutex::default() }
    }

    /// Responds with the page.
    pub(super) async fn respond(&self, request: &HeaderMap) -> Response {
        let page = match self.page().await {
            Ok(page) => page,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return text(
                    StatusCode::NOT_FOUND,
                    "The app is not built. `cargo xtask run` builds and serves it.\n",
                )
                .into_response();
            }
            Err(error) => {
                tracing::error!("{}: {error}", self.path.display());
                return text(StatusCode::INTERNAL_SERVER_ERROR, "Server error\n").into_response();
            }
        };
        let compressed =
            page.compressed.iter().find(|compressed| accepts(request, compressed.encoding));
        let (content, etag) = match compressed {
            Some(Compressed { content, etag, .. }) => (content, etag),
            None => (&page.html, &page.etag),
        };
        let is_known = request
            .typed_get::<IfNoneMatch>()
            .is_some_and(|condition| !condition.precondition_passes(etag));
        let headers = [
            (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (VARY, HeaderValue::from_static("accept-encoding")),
            (CONTENT_SECURITY_POLICY, page.policy.clone()),
            (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        ];
        let mut response = if is_known {
            (StatusCode::NOT_MODIFIED, headers).into_response()
        } else {
            let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
            (headers, html, content.clone()).into_response()
        };
        response.headers_mut().typed_insert(etag.clone());
        if let Some(Compressed { encoding, .. }) = compressed {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// The cached page, read again if the file has changed.
    async fn page(&self) -> io::Result<Arc<Page>> {
        let modified = modified(&self.backend, &self.path).await?;
        let cached = self.cache.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(page) = cached.filter(|page| page.modified == modified) {
            return Ok(page);
        }
        let page = Arc::new(read(&self.backend, &self.path, modified).await?);
        *self.cache.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&page));
        Ok(page)
    }
}

async fn modified(backend: &impl Backend, path: &Path) -> io::Result<SystemTime> {
    backend.metadata(path.to_owned()).await?.modified()
}

async fn content(backend: &impl Backend, path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    backend.open(path.to_owned()).await?.read_to_end(&mut content).await?;
    Ok(content)
}

async fn read(backend: &impl Backend, path: &Path, modified: SystemTime) -> io::Result<Page> {
    let html = String::from_utf8(content(backend, path).await?).map_err(io::Error::other)?;
    let policy =
        HeaderValue::try_from(content_security::policy(&html)).map_err(io::Error::other)?;
    let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(&html)[..12]);
    let etag = |encoding: &str| format!("\"{hash}{encoding}\"").parse().map_err(io::Error::other);
    let mut compressed = Vec::new();
    for (encoding, extension) in [("br", "html.br"), ("gzip", "html.gz")] {
        let path = path.with_extension(extension);
        // An older file belongs to an earlier build.
        let is_fresh =
            self::modified(backend, &path).await.is_ok_and(|compressed| compressed >= modified);
        if is_fresh && let Ok(content) = content(backend, &path).await {
            compressed.push(Compressed {
                encoding,
                content: content.into(),
                etag: etag(encoding)?,
            });
        }
    }
    Ok(Page { modified, etag: etag("")?, html: html.into(), compressed, policy })
}

/// True if the client accepts this encoding.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let quality = parameters.trim().strip_prefix("q=").unwrap_or("1");
        let refused = quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
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
