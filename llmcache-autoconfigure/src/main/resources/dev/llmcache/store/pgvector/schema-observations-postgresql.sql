-- Table of what the adaptive dial has learned from. For Flyway or Liquibase, give this placeholder:
--   observations  the table, with or without a schema: the semantic layer's name and _observation
CREATE TABLE IF NOT EXISTS ${observations} (
	subject bytea PRIMARY KEY,
	verdicts bytea NOT NULL,
	expires_at timestamptz NOT NULL
);

-- Verdicts hardly compress.
ALTER TABLE ${observations} ALTER COLUMN verdicts SET STORAGE EXTERNAL;
