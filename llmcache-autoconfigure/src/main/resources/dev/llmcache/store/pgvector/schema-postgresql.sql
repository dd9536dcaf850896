-- Table of the semantic layer. For Flyway or Liquibase, give these placeholders:
--   table      the table, with or without a schema, for example llmcache_semantic
--   name       the same without the schema: the prefix of the names of the indexes
--   dimension  of the embedding model, for example 384
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE IF NOT EXISTS ${table} (
	id bytea PRIMARY KEY,
	scope bytea NOT NULL,
	embedding halfvec(${dimension}) NOT NULL,
	record bytea NOT NULL,
	fence bigint NOT NULL,
	stamps bytea NOT NULL,
	stored_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	tenant bytea NOT NULL
)
-- Entries come and go: analyze before a twentieth of the table has changed.
WITH (autovacuum_analyze_scale_factor = 0.05);

-- A long vector stays in its row, else the exact scan of a scope fetches each from elsewhere.
ALTER TABLE ${table} ALTER COLUMN embedding SET STORAGE MAIN;

CREATE INDEX IF NOT EXISTS ${name}_scope ON ${table} (scope);

-- The vectors of a scope side by side, where an index takes ones of that length.
CREATE INDEX IF NOT EXISTS ${name}_vectors ON ${table} (scope) INCLUDE (id, expires_at, embedding)
WHERE ${dimension} <= 1250;

CREATE INDEX IF NOT EXISTS ${name}_expires_at ON ${table} (expires_at);

-- Whose the entries are, a digest, the oldest first.
CREATE INDEX IF NOT EXISTS ${name}_tenant ON ${table} (tenant, stored_at);

CREATE INDEX IF NOT EXISTS ${name}_embedding ON ${table} USING hnsw (embedding halfvec_cosine_ops);
