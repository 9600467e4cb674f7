//! Ids: positive integers, a type for each kind of thing, so that they cannot be mixed up.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::lenient::FromScalar;

/// The largest id: what a signed 64-bit database column can hold.
const MAX: u64 = i64::MAX as u64;

/// A text or number that is not a positive integer (or is larger than a 64-bit database column).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id must be a positive integer")
    }
}

impl std::error::Error for InvalidId {}

/// Accepts digits only: `u64::from_str` would let `+7` through, which is not how an id is written.
fn parse(text: &str) -> Result<NonZeroU64, InvalidId> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InvalidId);
    }
    text.parse().map_err(|_| InvalidId).and_then(check)
}

fn check(number: u64) -> Result<NonZeroU64, InvalidId> {
    NonZeroU64::new(number).filter(|number| number.get() <= MAX).ok_or(InvalidId)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(NonZeroU64);

        impl $name {
            /// The id as the positive number that a database column holds.
            pub fn get(self) -> i64 {
                // Lossless: construction admits nothing above `i64::MAX`.
                self.0.get() as i64
            }
        }

        impl TryFrom<i64> for $name {
            type Error = InvalidId;

            fn try_from(number: i64) -> Result<Self, InvalidId> {
                u64::try_from(number).map_err(|_| InvalidId).and_then(check).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            /// Parses an id as it stands in a URL: decimal digits, nothing else.
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromScalar for $name {
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn from_number(number: u64) -> Option<Self> {
                check(number).map(Self).ok()
            }
        }

        // Requests must have a number; `lenient::id` reads what answers have.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                u64::deserialize(deserializer)
                    .and_then(|number| check(number).map_err(de::Error::custom))
                    .map(Self)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
                    .minimum(Some(1))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

id! {
    /// A user.
    UserId
}
id! {
    /// A project.
    ProjectId
}
id! {
    /// A context file of a project.
    FileId
}
id! {
    /// A linked resource: a user file, template collection, GitHub installation or chat conversation.
    ResourceId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_is_not_a_positive_integer() {
        for text in ["", "0", "-1", "+1", "1.0", "abc", " 1", "1e3", "9223372036854775808"] {
            assert_eq!(text.parse::<ProjectId>(), Err(InvalidId), "{text:?}");
        }
        for json in ["0", "-1", "1.5", "\"1\"", "null", "9223372036854775808"] {
            assert!(serde_json::from_str::<ProjectId>(json).is_err(), "{json}");
        }
        assert!(ProjectId::try_from(0).is_err());
        assert!(ProjectId::try_from(-3).is_err());
    }

    proptest! {
        #[test]
        fn every_positive_number_round_trips(number in 1..=i64::MAX) {
            let id = FileId::try_from(number).unwrap();
            prop_assert_eq!(id.get(), number);
            prop_assert_eq!(id.to_string().parse::<FileId>().unwrap(), id);
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<FileId>(&json).unwrap(), id);
        }
    }
}
