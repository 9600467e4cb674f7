//! The two databases, and everything in which they differ to this server.

use std::io::ErrorKind;

use sqlx::migrate::Migrator;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

const SQLITE_TIMEOUT: &str = "PRAGMA busy_timeout = 5000";

/// WAL lets readers work beside the writer. FULL syncs at every commit, so that a power cut loses nothing acknowledged.
const SQLITE_DURABILITY: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

const POSTGRES_NAME: &str = "SET application_name = 'neptun-server'";

/// The kind of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Backend {
    /// A file, which has one writer at a time.
    Sqlite,
    /// A server that others can use at the same time.
    Postgres,
}

impl Backend {
    /// The schema.
    pub(super) fn migrations(self) -> &'static Migrator {
        match self {
            Self::Sqlite => &SQLITE_MIGRATIONS,
            Self::Postgres => &POSTGRES_MIGRATIONS,
        }
    }

    /// Connections that write at a time.
    pub(super) fn writers(self) -> u32 {
        match self {
            Self::Sqlite => 1,
            Self::Postgres => 4,
        }
    }

    /// Sets up a connection that reads; a write on it fails.
    pub(super) fn reader_setup(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[SQLITE_TIMEOUT, "PRAGMA query_only = ON"],
            Self::Postgres => &[POSTGRES_NAME, "SET default_transaction_read_only = on"],
        }
    }

    /// Sets up a connection that writes.
    pub(super) fn writer_setup(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[SQLITE_TIMEOUT, SQLITE_DURABILITY],
            // A server that hangs in a transaction would hold its locks for ever.
            Self::Postgres => &[POSTGRES_NAME, "SET idle_in_transaction_session_timeout = '30s'"],
        }
    }

    /// Sets up the first connection, and fails if the database cannot be written.
    pub(super) fn first_setup(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "PRAGMA busy_timeout = 1000",
                SQLITE_DURABILITY,
                "BEGIN IMMEDIATE",
                // A statement that writes, because `BEGIN` succeeds on a read-only file.
                "CREATE TABLE write_check (id INTEGER)",
                "ROLLBACK",
            ],
            // Migrations write. They cause notices about tables that exist already.
            Self::Postgres => &[POSTGRES_NAME, "SET client_min_messages = warning"],
        }
    }

    /// Begins a transaction.
    pub(super) fn begin(self) -> &'static str {
        match self {
            // Takes the lock now: SQLite refuses to turn a reader into a writer once another process has written.
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// The reason of an error in the words of its user.
    pub(super) fn reason(self, error: &sqlx::Error) -> String {
        let code = error.as_database_error().and_then(|error| error.code());
        let reason = match self {
            Self::Sqlite => code.and_then(|code| sqlite_reason(code.parse().ok()?)),
            Self::Postgres => match error {
                sqlx::Error::Io(error) => postgres_io_reason(error.kind()),
                _ => code.and_then(|code| postgres_reason(&code)),
            },
        };
        reason.map_or_else(|| error.to_string(), str::to_owned)
    }
}

fn sqlite_reason(code: i32) -> Option<&'static str> {
    // The low byte is the kind of the error, the others are details of it.
    Some(match code & 0xff {
        5 | 6 => "another program has locked it",
        8 => "it is read-only",
        11 => "the file is damaged or truncated. Restore a backup",
        13 => "the disk is full",
        14 => "the file cannot be opened for writing. Check the permissions of its folder",
        26 => "the file is not a SQLite database",
        _ => return None,
    })
}

fn postgres_reason(code: &str) -> Option<&'static str> {
    Some(match code {
        "28P01" => "the user or the password is wrong",
        "28000" => "its server does not let this user in. Check the user and pg_hba.conf",
        "3D000" => "it does not exist. Create it with CREATE DATABASE",
        "42501" => "the user may not create tables in it. Make the user its owner",
        "25006" => "it is read-only",
        "53100" => "the disk of its server is full",
        "53300" => "its server has no connections left. Raise max_connections",
        "57P03" => "its server is starting or stopping. Try again in a moment",
        _ => return None,
    })
}

fn postgres_io_reason(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::ConnectionRefused | ErrorKind::NotFound => {
            Some("no server listens at this address")
        }
        ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            Some("its server does not answer")
        }
        _ => None,
    }
}

/// True if trying again later can help: PostgreSQL is not reachable, or stops, or has ended a transaction in favour of another one.
pub(crate) fn is_temporary(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            // Lost connections, rollbacks, too many connections, and interventions of an operator. SQLite's codes are shorter.
            code.len() == 5
                && (["08", "40", "57"].contains(&&code[..2])
                    || ["25P03", "53300"].contains(&&*code))
        }),
        _ => false,
    }
}
