//! Decoding request bodies, for servers: with `serde`, and errors that name their JSON path.

mod json_path;

use std::fmt;

use serde::de::{self, DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use crate::DecodeError;

/// Decodes a body as `T`.
///
/// # Errors
/// The first place at which the body is not a `T`.
pub fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    part(json, json)
}

/// Decodes the value of one key of a body that is an object; `None` if it does not have it.
///
/// # Errors
/// If the body is not a JSON object, or the key's value not a `T`.
pub fn field<T: DeserializeOwned>(json: &[u8], key: &str) -> Result<Option<T>, DecodeError> {
    find(json, key)?.map(|found| part(json, found)).transpose()
}

/// Decodes `found`, which is a part of `json`, so that an error names its place in all of it.
fn part<T: DeserializeOwned>(json: &[u8], found: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(found).map_err(|error| {
        let start = found.as_ptr().addr() - json.as_ptr().addr();
        describe(json, start, &error)
    })
}

/// The bytes of the value that an object has for `key`. The other values are passed over, not decoded.
fn find<'json>(json: &'json [u8], key: &str) -> Result<Option<&'json [u8]>, DecodeError> {
    struct Visitor<'key>(&'key str);

    impl<'json> de::Visitor<'json> for Visitor<'_> {
        type Value = Option<&'json RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: de::MapAccess<'json>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut found = None;
            while let Some(name) = map.next_key::<String>()? {
                if name == self.0 {
                    found = Some(map.next_value()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_slice(json);
    de::Deserializer::deserialize_map(&mut deserializer, Visitor(key))
        .and_then(|found| deserializer.end().map(|()| found))
        .map(|found| found.map(|raw| raw.get().as_bytes()))
        .map_err(|error| describe(json, 0, &error))
}

/// Says where in `json` an error lies that occurred while reading from the byte `start` on.
fn describe(json: &[u8], start: usize, error: &serde_json::Error) -> DecodeError {
    let text = error.to_string();
    // serde_json appends the position to its message and has no accessor for the message alone.
    let reason = text.rsplit_once(" at line ").map_or(&*text, |(reason, _)| reason);
    let offset = start + json_path::offset(&json[start..], error.line(), error.column());
    let mut path = json_path::at(json, offset);
    // The position is the end of the object that lacks the field; the field's own path says more.
    if let Some(name) =
        reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
    {
        json_path::push_key(&mut path, name);
    }
    DecodeError { path, reason: reason.to_owned(), offset: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Credentials, ResourceId};

    #[test]
    fn an_error_names_its_path() {
        let error = |json: &str| {
            decode::<Vec<Credentials>>(json.as_bytes()).map(|_| ()).unwrap_err().to_string()
        };
        assert_eq!(error(r#"[{"email":"a"}]"#), "[0].password: missing field `password`");
        assert!(
            error(r#"[{"email":"a","password":"\"}]"},{"email":3}]"#)
                .starts_with("[1].email: invalid type")
        );
        assert!(error(r#"[{"email":null}]"#).starts_with("[0].email: invalid type: null"));
        assert_eq!(error("["), "[0]: EOF while parsing a list");
    }

    #[test]
    fn a_field_is_found_or_absent_or_wrong() {
        let field = |json: &str| field::<ResourceId>(json.as_bytes(), "user_file_id");
        assert_eq!(field(r#"{"x":[1],"user_file_id": 7}"#).unwrap().unwrap().get(), 7);
        assert_eq!(field("{}").unwrap(), None);
        assert_eq!(field(r#"{"user_file_id":"7"}"#).unwrap_err().path, "user_file_id");
        assert!(field("[]").is_err());
        assert!(field("{} x").is_err());
    }
}
