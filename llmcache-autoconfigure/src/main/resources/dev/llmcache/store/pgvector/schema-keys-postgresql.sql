-- Table of the wrapped data keys that answers are encrypted under. For Flyway or Liquibase, give this placeholder:
--   keys  the table, with or without a schema: the semantic layer's name and _key
CREATE TABLE IF NOT EXISTS ${keys} (
	tenant bytea PRIMARY KEY,
	wrapped bytea NOT NULL
);
