//! Everything that can be set, all of it from the environment.

use std::net::SocketAddr;
use std::str::FromStr;

use thiserror::Error;

/// The settings of a running API. See `.env.example` for what each one is for.
#[derive(Debug)]
pub struct Config {
    pub database_url: String,
    pub listen: SocketAddr,
    pub time_zone: String,
    /// Water that must remain under the keel. Harbours differ: rock wants more than mud.
    pub keel_clearance_cm: i32,
    pub json_logs: bool,
}

#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("{0} is not set")]
    Missing(&'static str),
    #[error("{name}={value:?} cannot be used: {reason}")]
    Invalid { name: &'static str, value: String, reason: String },
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Takes the lookup as an argument so that tests need not change the process's environment.
    fn from_lookup(lookup: impl Fn(&'static str) -> Option<String>) -> Result<Self, ConfigError> {
        Ok(Self {
            database_url: lookup("DATABASE_URL").ok_or(ConfigError::Missing("DATABASE_URL"))?,
            listen: parse(&lookup, "HARBOUR_LISTEN", "127.0.0.1:8080")?,
            time_zone: lookup("HARBOUR_TIME_ZONE").unwrap_or_else(|| "Europe/Oslo".to_owned()),
            keel_clearance_cm: parse(&lookup, "HARBOUR_KEEL_CLEARANCE_CM", "50")?,
            json_logs: parse(&lookup, "HARBOUR_JSON_LOGS", "false")?,
        })
    }
}

fn parse<T>(
    lookup: impl Fn(&'static str) -> Option<String>,
    name: &'static str,
    default: &str,
) -> Result<T, ConfigError>
where
    T: FromStr<Err: ToString>,
{
    let value = lookup(name).unwrap_or_else(|| default.to_owned());
    value.parse().map_err(|error: T::Err| ConfigError::Invalid { name, value, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_value_is_named() {
        let error = Config::from_lookup(|name| match name {
            "DATABASE_URL" => Some("postgres://localhost/harbour".to_owned()),
            "HARBOUR_KEEL_CLEARANCE_CM" => Some("half a metre".to_owned()),
            _ => None,
        })
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"HARBOUR_KEEL_CLEARANCE_CM="half a metre" cannot be used: invalid digit found in string"#
        );
    }
}
