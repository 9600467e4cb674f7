-- Times are milliseconds since 1970 and truth values are 0 or 1: sqlx's Any driver reads neither SQLite's dates nor its booleans.
-- AUTOINCREMENT, because an id that was deleted must never name something else later: it may still be in somebody's URL.

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    primary_email TEXT NOT NULL,
    -- The address in lower case: two accounts must not differ in case only.
    email_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    is_demo INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    -- SHA-256 of the token in the cookie: who reads the database cannot sign in with it.
    token_hash TEXT PRIMARY KEY,
    public_id TEXT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    logged_in_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (neptun_user_id);

CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT,
    project_type TEXT NOT NULL,
    programming_language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX projects_by_user ON projects (neptun_user_id, created_at DESC, id DESC);

CREATE TABLE project_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    original_path TEXT NOT NULL,
    context_file_category TEXT NOT NULL,
    context_file_type TEXT NOT NULL,
    language TEXT NOT NULL,
    extension TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Last, so that a filter on the columns before it does not walk through the pages of a long text.
    text TEXT NOT NULL
);
CREATE INDEX project_files_newest_first ON project_files (project_id, created_at DESC, id DESC);

CREATE TABLE user_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    extension TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    text TEXT NOT NULL
);
CREATE INDEX user_files_by_user ON user_files (neptun_user_id);

CREATE TABLE template_collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    is_shared INTEGER NOT NULL,
    share_uuid TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX template_collections_by_user ON template_collections (neptun_user_id);

CREATE TABLE github_installations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As it was given when the installation was created: not part of the documented answer, but GitHub's name for it.
    installation_id BIGINT NOT NULL,
    repository_selection TEXT NOT NULL,
    github_account_type TEXT NOT NULL,
    github_account_avatar_url TEXT NOT NULL,
    github_account_id TEXT NOT NULL,
    github_account_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX github_installations_by_user ON github_installations (neptun_user_id);

CREATE TABLE chat_conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    -- As it was given when the chat was created: not part of the documented answer.
    description TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX chat_conversations_by_user ON chat_conversations (neptun_user_id);

-- What is linked to which project. The primary keys are what makes a second link impossible.
CREATE TABLE project_user_files (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    resource_id BIGINT NOT NULL REFERENCES user_files (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, resource_id)
);
CREATE TABLE project_template_collections (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    resource_id BIGINT NOT NULL REFERENCES template_collections (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, resource_id)
);
CREATE TABLE project_github_installations (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    resource_id BIGINT NOT NULL REFERENCES github_installations (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, resource_id)
);
CREATE TABLE project_chat_conversations (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    resource_id BIGINT NOT NULL REFERENCES chat_conversations (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, resource_id)
);
