-- The same tables as SQLite's, for the same statements. Times are milliseconds since 1970 and truth values are 0 or 1.
--
-- Texts that users write have U+0000 in an escaped form: U+FDD0 and `0`, with U+FDD0 and `1` for U+FDD0 itself. Texts that are
-- compared have the collation "C": that of the system changes with it, which damages indexes.

CREATE TABLE users (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    primary_email TEXT NOT NULL,
    -- The address in lower case: two accounts must not differ in case only.
    email_key TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    is_demo BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    -- SHA-256 of the token in the cookie: nobody who reads the database can sign in with it.
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    public_id TEXT COLLATE "C" NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    logged_in_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (neptun_user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- The leading bits of a random UUID.
CREATE FUNCTION random_revision() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$
    SELECT ('x' || replace(gen_random_uuid()::text, '-', ''))::bit(64)::bigint
$$;

CREATE TABLE projects (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT,
    project_type TEXT NOT NULL,
    programming_language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- For the entity tag of the list of files: another random number after every change of them. Random, so that no tag ever comes
    -- back, not even from a database that was made anew with the same ids.
    files_revision BIGINT NOT NULL DEFAULT random_revision()
);
CREATE INDEX projects_by_user ON projects (neptun_user_id, created_at DESC, id DESC);

CREATE TABLE project_files (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    original_path TEXT NOT NULL,
    context_file_category TEXT COLLATE "C" NOT NULL,
    context_file_type TEXT COLLATE "C" NOT NULL,
    language TEXT NOT NULL,
    extension TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- The first part of the text.
    text TEXT NOT NULL
);
CREATE INDEX project_files_newest_first ON project_files (project_id, created_at DESC, id DESC);
CREATE INDEX project_files_by_category ON project_files (project_id, context_file_category, created_at DESC, id DESC);
CREATE INDEX project_files_by_type ON project_files (project_id, context_file_type, created_at DESC, id DESC);

-- The rest of a long text: it follows the text of its file in the order of `part`. Rows are kept small, because they are in memory
-- while they are written or read.
CREATE TABLE project_file_parts (
    file_id BIGINT NOT NULL REFERENCES project_files (id) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (file_id, part)
);

-- Replaces the revisions of the projects whose files have changed. By triggers, so that no statement forgets it and every change takes
-- its revision with it. All changes of a transaction become visible at once, so it has one revision: a project is written once,
-- however many statements change its files.
CREATE FUNCTION replace_files_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    revision BIGINT := NULLIF(current_setting('neptun.files_revision', true), '')::bigint;
BEGIN
    IF revision IS NULL THEN
        revision := random_revision();
        PERFORM set_config('neptun.files_revision', revision::text, true);
    END IF;
    UPDATE projects SET files_revision = revision
        WHERE id IN (SELECT project_id FROM changed_files) AND files_revision <> revision;
    RETURN NULL;
END
$$;

CREATE TRIGGER project_files_inserted AFTER INSERT ON project_files
    REFERENCING NEW TABLE AS changed_files FOR EACH STATEMENT EXECUTE FUNCTION replace_files_revision();
CREATE TRIGGER project_files_updated AFTER UPDATE ON project_files
    REFERENCING NEW TABLE AS changed_files FOR EACH STATEMENT EXECUTE FUNCTION replace_files_revision();
-- A file may move from one project to another.
CREATE TRIGGER project_files_replaced AFTER UPDATE ON project_files
    REFERENCING OLD TABLE AS changed_files FOR EACH STATEMENT EXECUTE FUNCTION replace_files_revision();
CREATE TRIGGER project_files_deleted AFTER DELETE ON project_files
    REFERENCING OLD TABLE AS changed_files FOR EACH STATEMENT EXECUTE FUNCTION replace_files_revision();

CREATE TABLE user_files (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    extension TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    text TEXT NOT NULL
);
CREATE INDEX user_files_newest_first ON user_files (neptun_user_id, created_at DESC, id DESC);

CREATE TABLE template_collections (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    is_shared BIGINT NOT NULL,
    share_uuid TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX template_collections_by_user ON template_collections (neptun_user_id);

CREATE TABLE github_installations (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL,
    -- As it was given when the chat was created: not part of the documented answer.
    description TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    neptun_user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX chat_conversations_by_user ON chat_conversations (neptun_user_id);

-- Links between projects and resources. The primary keys make a second link impossible.
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

-- One row that health checks write to.
CREATE TABLE health_check (padding BYTEA);
INSERT INTO health_check (padding) VALUES (NULL);
