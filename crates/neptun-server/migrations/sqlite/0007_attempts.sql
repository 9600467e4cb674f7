-- Attempts to sign in and to sign up that count, until their window has passed. The key is a hash of the client and the account.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX attempts_by_key ON attempts (key, expires_at);
CREATE INDEX attempts_by_end ON attempts (expires_at);
