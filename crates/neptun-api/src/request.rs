//! Decoding request bodies, for servers: exactly as documented, and with errors that name their JSON path.

use serde::de::DeserializeOwned;

use crate::DecodeError;
use crate::decode::{from_str, member};

/// Decodes a body as `T`.
///
/// # Errors
/// The first place at which the body is not a `T`.
pub fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    from_str(text(json)?)
}

/// Decodes the value of one key of a body that is an object; `None` if it does not have it.
///
/// # Errors
/// If the body is not a JSON object, or the key's value not a `T`.
pub fn field<T: DeserializeOwned>(json: &[u8], key: &str) -> Result<Option<T>, DecodeError> {
    let value = member(text(json)?, key)?;
    value.map(|value| from_str(value.get()).map_err(|error| error.within(key))).transpose()
}

fn text(json: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(json).map_err(|error| DecodeError {
        path: String::new(),
        reason: "the body is not UTF-8".to_owned(),
        offset: Some(error.valid_up_to() as u64),
    })
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
        assert_eq!(error("["), "EOF while parsing a list (byte 1)");
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
