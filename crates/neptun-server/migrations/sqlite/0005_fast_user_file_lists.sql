-- A list of user files is read piece by piece, newest first.
CREATE INDEX user_files_newest_first ON user_files (neptun_user_id, created_at DESC, id DESC);
DROP INDEX user_files_by_user;
