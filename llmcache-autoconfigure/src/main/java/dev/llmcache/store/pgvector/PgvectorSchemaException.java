package dev.llmcache.store.pgvector;

/**
 * Something about the database that only a change of the configuration or of the database
 * can mend.
 * <p>
 * The message says what is wrong and names the property to change.
 */
public final class PgvectorSchemaException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	PgvectorSchemaException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	PgvectorSchemaException(Reason reason, String message, Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	public Reason getReason() {
		return this.reason;
	}

	/**
	 * What is wrong.
	 */
	public enum Reason {

		/** The database is another product than PostgreSQL. */
		NOT_POSTGRESQL,

		/** The database has no usable extension {@code vector}. */
		EXTENSION_MISSING,

		/** The extension is older than the iterative scans that a search needs. */
		EXTENSION_TOO_OLD,

		/** The embedding model's vectors are longer than an index can take. */
		DIMENSION_TOO_LARGE,

		/** The table holds vectors of another dimension than the embedding model's. */
		DIMENSION_DIFFERS,

		/** The configured name of the table is not one that is taken. */
		TABLE_NAME_INVALID,

		/** The table does not exist, and is not to be created. */
		TABLE_MISSING,

		/** Another table has the name. */
		TABLE_DIFFERS,

		/** The table was to be created, and the database refused. */
		CREATION_REFUSED

	}

}
