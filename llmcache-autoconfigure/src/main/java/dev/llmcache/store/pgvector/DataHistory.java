package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Name that the server has for the history of its data: another one after a standby has
 * taken over or a backup was restored, either of which may lack the last changes.
 * <p>
 * A standby that only follows has none, and a question for it fails. Thread-safe.
 */
final class DataHistory {

	private static final Log logger = LogFactory.getLog(DataHistory.class);

	/**
	 * Who initialised the data, and how often someone else went on from a copy of them.
	 */
	private static final String EXPRESSION = """
			(SELECT system_identifier # ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint
			    FROM pg_control_system())""";

	private static final String UNKNOWN = "0::bigint";

	/** Not allowed, not supported, no such function. */
	private static final Set<String> REFUSALS = Set.of("42501", "0A000", "42883");

	private volatile @Nullable String expression;

	/**
	 * The name in SQL.
	 * @param connection within a transaction
	 * @return an expression of the type {@code bigint}
	 * @throws SQLException if the server is a standby, or does not answer
	 */
	String expression(Connection connection) throws SQLException {
		String known = this.expression;
		if (known == null) {
			known = find(connection);
			this.expression = known;
		}
		return known;
	}

	private static String find(Connection connection) throws SQLException {
		Savepoint before = connection.setSavepoint();
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT " + EXPRESSION);
			return EXPRESSION;
		}
		catch (SQLException ex) {
			if (!REFUSALS.contains(String.valueOf(ex.getSQLState()))) {
				throw ex;
			}
			connection.rollback(before);
			logger
				.warn("""
						PostgreSQL does not tell whether its data are those that it had: after a backup was restored or a \
						standby has taken over, empty the table of generations, or what was invalidated last may be served.""");
			return UNKNOWN;
		}
	}

}
