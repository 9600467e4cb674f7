//! Password hashing with argon2id, on blocking threads.

use std::sync::Arc;
use std::thread;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::InternalError;

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    /// A hash needs 19 MiB and a core, so their number at a time is limited.
    permits: Arc<Semaphore>,
    /// The hash that is verified if there is no account, so that the response takes as long as for a wrong password.
    dummy_hash: Arc<str>,
}

impl Passwords {
    pub(crate) async fn new() -> Result<Self, InternalError> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut passwords =
            Self { permits: Arc::new(Semaphore::new(cores)), dummy_hash: Arc::from("") };
        passwords.dummy_hash = passwords.hash(String::new()).await?.into();
        Ok(passwords)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: String) -> Result<String, InternalError> {
        self.run(move || {
            let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Verifies a password against the hash of an account. Without an account it is always wrong.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, InternalError> {
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy_hash.to_string());
        let matches = self
            .run(move || {
                let hash = PasswordHash::new(&hash).map_err(|_| Error::EncodingInvalid)?;
                match Argon2::default().verify_password(password.as_bytes(), &hash) {
                    Ok(()) => Ok(true),
                    Err(Error::PasswordInvalid) => Ok(false),
                    Err(error) => Err(error),
                }
            })
            .await?;
        Ok(matches && exists)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, InternalError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| InternalError::Other("the password hasher is closed"))?;
        let result = tokio::task::spawn_blocking(move || {
            // Held by the blocking task, which outlives a cancelled request.
            let _permit = permit;
            work()
        })
        .await?;
        Ok(result?)
    }
}
