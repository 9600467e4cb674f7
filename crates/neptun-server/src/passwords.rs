//! Password hashing with argon2id, on threads of its own.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use tokio::sync::oneshot;

use crate::error::{ApiError, InternalError};

/// Hashes that may wait for a thread. Those of one second: a client that waits longer is better off trying again.
const QUEUE: usize = 32;

/// Hashes and verifies passwords.
///
/// A hash needs 19 MiB and a core. It runs on as many threads as there are cores, and not on tokio's blocking threads: the
/// allocator keeps the memory of every thread that has ever hashed.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    jobs: SyncSender<Job>,
    /// The hash that is verified if there is no account, so that the response takes as long as for a wrong password.
    dummy_hash: Arc<str>,
}

enum Job {
    Hash { password: String, reply: oneshot::Sender<Result<String, Error>> },
    Verify { password: String, hash: String, reply: oneshot::Sender<Result<bool, Error>> },
}

impl Passwords {
    pub(crate) fn new() -> Result<Self, InternalError> {
        let (jobs, receiver) = mpsc::sync_channel(QUEUE);
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let receiver = Arc::clone(&receiver);
            thread::Builder::new()
                .name("passwords".to_owned())
                .spawn(move || run(&receiver))
                .map_err(|_| InternalError::Other("cannot start a thread for passwords"))?;
        }
        Ok(Self { jobs, dummy_hash: hash(b"")?.into() })
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: String) -> Result<String, ApiError> {
        let (reply, result) = oneshot::channel();
        self.submit(Job::Hash { password, reply })?;
        Ok(result.await.map_err(lost)?.map_err(InternalError::from)?)
    }

    /// Verifies a password against the hash of an account. Without an account it is always wrong.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, ApiError> {
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy_hash.to_string());
        let (reply, result) = oneshot::channel();
        self.submit(Job::Verify { password, hash, reply })?;
        let matches = result.await.map_err(lost)?.map_err(InternalError::from)?;
        Ok(matches && exists)
    }

    fn submit(&self, job: Job) -> Result<(), ApiError> {
        self.jobs.try_send(job).map_err(|_| ApiError::Busy)
    }
}

fn lost(_: oneshot::error::RecvError) -> InternalError {
    InternalError::Other("a thread for passwords has ended")
}

/// Runs jobs until all senders are dropped.
fn run(receiver: &Mutex<Receiver<Job>>) {
    loop {
        let job = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        // A send fails if the request is gone; `is_closed` saves the work for it.
        match job {
            Ok(Job::Hash { password, reply }) if !reply.is_closed() => {
                let _ = reply.send(hash(password.as_bytes()));
            }
            Ok(Job::Verify { password, hash, reply }) if !reply.is_closed() => {
                let _ = reply.send(verify(password.as_bytes(), &hash));
            }
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

fn hash(password: &[u8]) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default().hash_password(password)?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], hash: &str) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash).map_err(|_| Error::EncodingInvalid)?;
    match Argon2::default().verify_password(password, &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    }
}
