package dev.llmcache.store.pgvector;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Failure of the database to do what it was asked, or to do it in time.
 * <p>
 * Passes without a change of the configuration; the caller takes it for a miss.
 */
public final class PgvectorException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** No connection; shutting or starting up; too many connections; took too long. */
	private static final List<String> NOT_ANSWERED = List.of("08", "57P", "53300", "57014");

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

	/**
	 * Whether work on a connection failed since the database did not answer, or not in
	 * time.
	 * @param exception what the work threw
	 * @return false if the database answered an error
	 */
	static boolean isFailureToAnswer(RuntimeException exception) {
		if (!(exception instanceof PgvectorException failure)) {
			return false;
		}
		String state = failure.getSqlState();
		return state == null || NOT_ANSWERED.stream().anyMatch(state::startsWith);
	}

}
