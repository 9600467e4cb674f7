-- The rest of a long text: it follows the text of its file in the order of `part`. SQLite and sqlx hold the values of a row several
-- times while it is written or read, so rows are kept small. Texts from before this table are whole in the row of their file.
CREATE TABLE project_file_parts (
    file_id BIGINT NOT NULL REFERENCES project_files (id) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (file_id, part)
);
