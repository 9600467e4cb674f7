-- One row that health checks write to.
CREATE TABLE health_check (padding BLOB);
INSERT INTO health_check (padding) VALUES (NULL);
