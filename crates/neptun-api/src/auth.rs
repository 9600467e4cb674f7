//! Sessions, and the requests that begin one.

use serde::{Deserialize, Serialize};

use crate::validate::{Checks, Validate};
use crate::{Issue, Timestamp, UserId, lenient};

/// The user of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// The `user_id` of every path below `/api/users`.
    #[serde(deserialize_with = "lenient::id")]
    pub id: UserId,
    /// The address with which the user signed up.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub primary_email: String,
}

/// The answer of `GET /api/_auth/session`. Without a `user` nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// An opaque name of the session, not its secret.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub id: String,
    /// The user who is signed in, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// When they signed in.
    #[serde(
        default,
        deserialize_with = "lenient::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub logged_in_at: Option<Timestamp>,
}

/// The answer of signing up and of logging in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The user who is signed in now.
    pub user: User,
    /// Since when.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub logged_in_at: Option<Timestamp>,
}

/// The body of `POST /api/auth/login`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The address with which the user signed up.
    pub email: String,
    /// The password, as typed.
    pub password: String,
}

/// The body of `POST /api/auth/sign-up`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    /// The address to sign in with from now on.
    pub email: String,
    /// The new password.
    pub password: String,
    /// The new password once more.
    pub confirm_password: String,
}

impl Validate for SignUp {
    /// The strength rules are the live server's, so that an account made here could be made there.
    fn issues(&self) -> Vec<Issue> {
        let password = &self.password;
        let mut checks = Checks::default();
        checks.that("email", is_email(&self.email), "Enter an email address");
        checks.that("password", password.chars().count() >= 8, "Use at least 8 characters");
        checks.that("password", password.len() <= 1_000, "Use at most 1,000 characters");
        checks.that(
            "password",
            password.chars().any(|c| !c.is_ascii_alphanumeric()),
            "Use at least one special character",
        );
        checks.that(
            "password",
            password.chars().any(|c| c.is_ascii_uppercase()),
            "Use at least one uppercase letter",
        );
        checks.that(
            "password",
            password.chars().any(|c| c.is_ascii_digit()),
            "Use at least one number",
        );
        checks.that("confirmPassword", *password == self.confirm_password, "The passwords differ");
        checks.into_issues()
    }
}

/// Returns true if a text has the shape of an email address: only the receiving server knows more.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && text.len() <= 254
        && !text.contains(char::is_whitespace)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_up(email: &str, password: &str, confirm: &str) -> Vec<String> {
        let body = SignUp {
            email: email.into(),
            password: password.into(),
            confirm_password: confirm.into(),
        };
        body.issues().into_iter().map(|issue| issue.path).collect()
    }

    #[test]
    fn a_good_sign_up_has_no_issues() {
        assert!(sign_up("ada@example.test", "Synthetic-Pass1", "Synthetic-Pass1").is_empty());
    }

    #[test]
    fn each_rule_names_its_field() {
        assert_eq!(sign_up("ada", "Synthetic-Pass1", "Synthetic-Pass1"), ["email"]);
        assert_eq!(sign_up("ada@x", "Synthetic-Pass1", "Synthetic-Pass1"), ["email"]);
        assert_eq!(sign_up("a@b.c", "Synthetic-Pass1", "other"), ["confirmPassword"]);
        assert_eq!(sign_up("a@b.c", "x", "x").len(), 4);
    }
}
