//! The account of a GitHub installation, derived from its name.
//!
//! The documented create body has only the account's name; the documented response also has its ID, type and avatar. This server
//! never calls GitHub, so it derives them from the name: the same name always gives the same account.

use sha2::{Digest, Sha256};

/// The type of most accounts.
pub(crate) const ACCOUNT_TYPE: &str = "User";

/// The address that GitHub redirects to the avatar of an account.
pub(crate) fn avatar_url(account_name: &str) -> String {
    format!("https://github.com/{account_name}.png")
}

/// A number of at most nine digits, from a hash of the name. GitHub ignores the case of names.
pub(crate) fn account_id(account_name: &str) -> String {
    let hash = Sha256::digest(account_name.to_ascii_lowercase());
    let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (number % 999_999_999 + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_account_has_the_same_id() {
        assert_eq!(account_id("octo-cat"), account_id("Octo-Cat"));
        assert_ne!(account_id("octo-cat"), account_id("octo-dog"));
        assert!(account_id("octo-cat").parse::<u32>().is_ok_and(|id| id > 0));
    }
}
