//! Entity tags of responses that are generated.

use axum_extra::headers::ETag;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::InternalError;

/// Bytes of the hash that are kept: enough to make a collision impossible in practice.
const HASH_BYTES: usize = 16;

/// A tag for the response that follows from `origin`: its hash, which reveals nothing of it.
///
/// The tag is weak, because the same response is sent in several content encodings.
pub(crate) fn weak(origin: &impl Serialize) -> Result<ETag, InternalError> {
    let hash = Sha256::digest(serde_json::to_vec(origin)?);
    let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..HASH_BYTES]));
    tag.parse().map_err(|_| InternalError::Other("a hash is not an entity tag"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;
    use axum::http::header::IF_NONE_MATCH;
    use axum_extra::headers::{HeaderMapExt, IfNoneMatch};

    fn matches(values: &[&str]) -> bool {
        let tag = weak(&1).unwrap();
        let mut headers = HeaderMap::new();
        headers.typed_insert(tag.clone());
        let text = headers["etag"].to_str().unwrap().trim_start_matches("W/").to_owned();
        for value in values {
            headers.append(IF_NONE_MATCH, value.replace("TAG", &text).parse().unwrap());
        }
        headers
            .typed_get::<IfNoneMatch>()
            .is_some_and(|condition| !condition.precondition_passes(&tag))
    }

    #[test]
    fn if_none_match_compares_weakly() {
        for values in [
            &["W/TAG"][..],
            &["TAG"],
            &["\"a\", W/TAG"],
            &["W/\"a\",W/TAG , \"b\""],
            &["\"a\"", "TAG"],
            &["*"],
        ] {
            assert!(matches(values), "{values:?}");
        }
        for values in [&[][..], &[""], &["\"a\""], &["W/"], &["w/TAG"], &["xTAG"], &["\"*\""]] {
            assert!(!matches(values), "{values:?}");
        }
    }

    #[test]
    fn differs_with_its_origin() {
        let tag = |origin: &str| weak(&origin).unwrap();
        assert_eq!(tag("a"), tag("a"));
        assert_ne!(tag("a"), tag("b"));
    }
}
