//! Password hashing with argon2id, on threads of its own.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use argon2::password_hash::Error;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::oneshot;

use crate::error::{ApiError, InternalError};

/// Hashes that may wait for a thread. Those of one second: a client that waits longer is better off trying again.
const QUEUE: usize = 32;

/// Threads at most, so that a machine with many cores does not keep the memory of many hashes.
const MAX_THREADS: usize = 4;

/// Hashes and verifies passwords.
///
/// A hash needs 19 MiB and a core. Each thread keeps its memory from one hash to the next: allocated for each hash, it took the
/// allocator four times as much, for ever.
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
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..cores.min(MAX_THREADS) {
            let receiver = Arc::clone(&receiver);
            thread::Builder::new()
                .name("passwords".to_owned())
                .spawn(move || run(&receiver))
                .map_err(|_| InternalError::Other("cannot start a thread for passwords"))?;
        }
        Ok(Self { jobs, dummy_hash: hash(b"", &mut Vec::new())?.into() })
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
    let mut memory = Vec::new();
    loop {
        let job = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        // A send fails if the request is gone; `is_closed` saves the work for it.
        match job {
            Ok(Job::Hash { password, reply }) if !reply.is_closed() => {
                let _ = reply.send(hash(password.as_bytes(), &mut memory));
            }
            Ok(Job::Verify { password, hash, reply }) if !reply.is_closed() => {
                let _ = reply.send(verify(password.as_bytes(), &hash, &mut memory));
            }
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

fn hash(password: &[u8], memory: &mut Vec<Block>) -> Result<String, Error> {
    let mut salt = [0; Salt::RECOMMENDED_LENGTH];
    getrandom::fill(&mut salt)?;
    let mut hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(&Params::DEFAULT)?,
        salt: Some(Salt::new(&salt)?),
        hash: None,
    };
    hash.hash = Some(output(password, &hash, memory)?);
    Ok(hash.to_string())
}

fn verify(password: &[u8], hash: &str, memory: &mut Vec<Block>) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash)?;
    // `Output` compares in constant time.
    Ok(hash.hash == Some(output(password, &hash, memory)?))
}

/// Hashes a password with the parameters and the salt of `hash`.
fn output(password: &[u8], hash: &PasswordHash, memory: &mut Vec<Block>) -> Result<Output, Error> {
    let algorithm = Algorithm::try_from(hash.algorithm.as_str())?;
    let version = hash.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let salt = hash.salt.as_deref().unwrap_or_default();
    let argon2 = Argon2::new(algorithm, version, Params::try_from(hash)?);
    memory.resize(argon2.params().block_count(), Block::new());
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2.hash_password_into_with_memory(password, salt, &mut output, memory)?;
    Ok(Output::new(&output)?)
}
