package dev.llmcache.store.pgvector;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Failure of the database to do what it was asked, or to do it in time.
 * <p>
 * Passes without a change of the configuration; the caller takes it for a miss.
 */
public final class PgvectorException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PgvectorException(String message) {
		super(message);
	}

	PgvectorException(SQLException cause) {
		super("PostgreSQL failed with SQLState %s".formatted(cause.getSQLState()), cause);
	}

	/**
	 * The database's own word for what failed.
	 * @return five characters, or null when the database did not say
	 */
	public @Nullable String getSqlState() {
		return (getCause() instanceof SQLException cause) ? cause.getSQLState() : null;
	}

}
