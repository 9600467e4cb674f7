//! Entity tags: whether what a client has is still what it would get.

use axum::http::header::{IF_NONE_MATCH, InvalidHeaderValue};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::InternalError;

/// How many bytes of the hash are kept: enough that two tags never meet.
const LENGTH: usize = 16;

/// A weak tag. The same answer is sent in several content encodings, so its bytes differ while its meaning does not.
pub(crate) struct EntityTag(String);

impl EntityTag {
    /// The tag of the answer that follows from `origin`. It is a hash, so it tells nobody what it was made from.
    pub(crate) fn of(origin: &impl Serialize) -> Result<Self, InternalError> {
        let hash = Sha256::digest(serde_json::to_vec(origin)?);
        let kept = hash.iter().copied().take(LENGTH).collect::<Vec<_>>();
        Ok(Self(format!("\"{}\"", URL_SAFE_NO_PAD.encode(kept))))
    }

    /// Whether the client has exactly this, by its `If-None-Match`. Compared weakly, as the standard wants it there.
    pub(crate) fn is_known_to_client(&self, headers: &HeaderMap) -> bool {
        let values = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(str::trim).any(|candidate| {
            candidate == "*" || candidate.strip_prefix("W/").unwrap_or(candidate) == self.0
        })
    }
}

impl TryFrom<&EntityTag> for HeaderValue {
    type Error = InvalidHeaderValue;

    fn try_from(tag: &EntityTag) -> Result<Self, InvalidHeaderValue> {
        Self::try_from(format!("W/{}", tag.0))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn asked(values: &[&str]) -> bool {
        let tag = EntityTag::of(&1).unwrap();
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(IF_NONE_MATCH, value.replace("TAG", &tag.0).parse().unwrap());
        }
        tag.is_known_to_client(&headers)
    }

    #[test]
    fn is_known_if_it_is_among_those_that_are_asked_for() {
        for values in [
            &["W/TAG"][..],
            &["TAG"],
            &["\"a\", W/TAG"],
            &["W/\"a\",W/TAG , \"b\""],
            &["\"a\"", "TAG"],
            &["*"],
        ] {
            assert!(asked(values), "{values:?}");
        }
        for values in [&[][..], &[""], &["\"a\""], &["W/"], &["w/TAG"], &["xTAG"], &["\"*\""]] {
            assert!(!asked(values), "{values:?}");
        }
    }

    #[test]
    fn differs_with_its_origin() {
        let tag = |origin: &str| EntityTag::of(&origin).unwrap().0;
        assert_eq!(tag("a"), tag("a"));
        assert_ne!(tag("a"), tag("b"));
    }
}
