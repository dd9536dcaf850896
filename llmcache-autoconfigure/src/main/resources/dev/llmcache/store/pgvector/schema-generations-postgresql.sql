-- Table of what was invalidated. For Flyway or Liquibase, give this placeholder:
--   generations  the table, with or without a schema: the semantic layer's name and _generation
CREATE TABLE IF NOT EXISTS ${generations} (
	mark bytea PRIMARY KEY,
	generation bigint NOT NULL,
	history bigint NOT NULL,
	expires_at timestamptz NOT NULL
)
WITH (fillfactor = 50);
