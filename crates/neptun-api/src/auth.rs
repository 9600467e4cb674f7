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
    #[cfg_attr(feature = "openapi", schema(value_type = User, required = false))]
    pub user: Option<User>,
    /// When they signed in.
    #[serde(
        default,
        deserialize_with = "lenient::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Timestamp, required = false))]
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

/// The body of `PUT /session-cookie`: a session of the live server, as copied from a browser that is signed in there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCookie {
    /// The value of the cookie, the cookie with its name, or a whole `Cookie` header.
    pub cookie: String,
}

impl SessionCookie {
    /// The value of the cookie `name`; nothing if the text has none.
    pub fn value(&self, name: &str) -> Option<&str> {
        let text = self.cookie.trim();
        let text = text
            .split_at_checked("cookie:".len())
            .filter(|(start, _)| start.eq_ignore_ascii_case("cookie:"))
            .map_or(text, |(_, rest)| rest);
        let named = text
            .split(';')
            .find_map(|pair| pair.trim().strip_prefix(name)?.trim_start().strip_prefix('='));
        let value = named.unwrap_or(text).trim();
        let is_allowed =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
        let is_value = !value.is_empty() && value.len() <= 4_096 && value.bytes().all(is_allowed);
        is_value.then_some(value)
    }
}

/// The body of `POST /api/auth/login`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The address with which the user signed up.
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: String,
    /// The password, as typed.
    #[cfg_attr(feature = "openapi", schema(max_length = 256))]
    pub password: String,
}

/// The body of `POST /api/auth/sign-up`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    /// The address to sign in with from now on.
    #[cfg_attr(
        feature = "openapi",
        schema(
            // Without control and format characters, as the server has it.
            pattern = "^(?!.*[\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\u{e0000}-\u{e007f}])\\S+@[^\\s@.]+(\\.[^\\s@.]+)+$",
            max_length = 254
        )
    )]
    pub email: String,
    /// The new password.
    #[cfg_attr(
        feature = "openapi",
        schema(
            pattern = "^(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])",
            min_length = 8,
            max_length = 256
        )
    )]
    pub password: String,
    /// The new password once more.
    pub confirm_password: String,
}

/// A session of the account. `GET /api/auth/sessions` lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountSession {
    /// Names the session to its user; not a secret.
    pub id: String,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub logged_in_at: Option<Timestamp>,
    /// When it ends by itself.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub expires_at: Option<Timestamp>,
    /// True for the session of this request.
    pub is_current: bool,
}

/// The body of `PUT /api/auth/password`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewPassword {
    /// The password until now.
    #[cfg_attr(feature = "openapi", schema(max_length = 256))]
    pub current_password: String,
    /// The password from now on, under the rules of sign-up.
    #[cfg_attr(
        feature = "openapi",
        schema(
            pattern = "^(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])",
            min_length = 8,
            max_length = 256
        )
    )]
    pub new_password: String,
}

/// Characters of an email address at most.
const MAX_EMAIL: usize = 254;

/// Characters of a password at most.
const MAX_PASSWORD: usize = 256;

impl Validate for Credentials {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        checks.at_most("email", &self.email, MAX_EMAIL);
        checks.at_most("password", &self.password, MAX_PASSWORD);
        checks.into_issues()
    }
}

impl Validate for SignUp {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        checks.that("email", is_email(&self.email), "Enter an email address");
        check_strength(&mut checks, "password", &self.password);
        let is_same = self.password == self.confirm_password;
        checks.that("confirmPassword", is_same, "The passwords differ");
        checks.into_issues()
    }
}

impl Validate for NewPassword {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        checks.at_most("currentPassword", &self.current_password, MAX_PASSWORD);
        check_strength(&mut checks, "newPassword", &self.new_password);
        checks.into_issues()
    }
}

/// The rules of the live server, so that an account made here could be made there. There, 1,000 characters are allowed.
fn check_strength(checks: &mut Checks, path: &str, password: &str) {
    checks.that(path, password.chars().count() >= 8, "Use at least 8 characters");
    checks.at_most(path, password, MAX_PASSWORD);
    checks.that(
        path,
        password.chars().any(|c| !c.is_ascii_alphanumeric()),
        "Use at least one special character",
    );
    checks.that(
        path,
        password.chars().any(|c| c.is_ascii_uppercase()),
        "Use at least one uppercase letter",
    );
    checks.that(path, password.chars().any(|c| c.is_ascii_digit()), "Use at least one number");
}

/// Returns true if a text has the shape of an email address: only the receiving server knows more.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && text.chars().count() <= MAX_EMAIL
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
