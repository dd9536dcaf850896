-- Table of vectors that are not to be embedded again. For Flyway or Liquibase, give these placeholders:
--   embeddings  the table, with or without a schema, for example llmcache_embedding
--   name        the same without the schema: the prefix of the name of its index
CREATE TABLE IF NOT EXISTS ${embeddings} (
	id bytea PRIMARY KEY,
	vector bytea NOT NULL,
	used_at timestamptz NOT NULL
);

-- Vectors hardly compress.
ALTER TABLE ${embeddings} ALTER COLUMN vector SET STORAGE EXTERNAL;

CREATE INDEX IF NOT EXISTS ${name}_used_at ON ${embeddings} (used_at);
