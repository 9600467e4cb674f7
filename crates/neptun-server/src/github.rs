//! What a GitHub installation says about its account, as far as it can be known without asking GitHub.
//!
//! The documented create body names the account; the documented answer also has its id, kind and picture. This server never
//! calls GitHub, so it derives them from the name: the same name always gives the same account.

use sha2::{Digest, Sha256};

/// The kind that most accounts have.
pub(crate) const ACCOUNT_TYPE: &str = "User";

/// Where GitHub redirects to the picture of whoever has the name.
pub(crate) fn avatar_url(account_name: &str) -> String {
    format!("https://github.com/{account_name}.png")
}

/// A number of at most nine digits, like GitHub's, taken from a hash of the name, in which case does not matter at GitHub.
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
