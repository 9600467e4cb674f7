-- The revision of a project's files, for the entity tag of their list: another random number after every change. Random, so that
-- no tag ever comes back, not even from a database that was made anew with the same ids. By triggers, so that no statement
-- forgets it and every change takes its revision with it.
ALTER TABLE projects ADD COLUMN files_revision BIGINT NOT NULL DEFAULT 0;
UPDATE projects SET files_revision = random();

CREATE TRIGGER projects_first_revision AFTER INSERT ON projects BEGIN
    UPDATE projects SET files_revision = random() WHERE id = NEW.id;
END;
CREATE TRIGGER project_files_inserted AFTER INSERT ON project_files BEGIN
    UPDATE projects SET files_revision = random() WHERE id = NEW.project_id;
END;
CREATE TRIGGER project_files_updated AFTER UPDATE ON project_files BEGIN
    UPDATE projects SET files_revision = random() WHERE id IN (OLD.project_id, NEW.project_id);
END;
CREATE TRIGGER project_files_deleted AFTER DELETE ON project_files BEGIN
    UPDATE projects SET files_revision = random() WHERE id = OLD.project_id;
END;

-- A list with a filter begins as soon as one without, however rare its files are.
CREATE INDEX project_files_by_category ON project_files (project_id, context_file_category, created_at DESC, id DESC);
CREATE INDEX project_files_by_type ON project_files (project_id, context_file_type, created_at DESC, id DESC);
