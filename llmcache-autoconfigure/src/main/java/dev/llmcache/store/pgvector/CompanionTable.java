package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

import dev.llmcache.store.pgvector.PgvectorConnections.Work;
import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import dev.llmcache.store.pgvector.PgvectorTable.Companion;

/**
 * Table beside the index's, created when it is found to be missing and may be.
 */
final class CompanionTable {

	private static final String HISTORY = "${history}";

	private static final String UNDEFINED_TABLE = "42P01";

	private static final String UNDEFINED_COLUMN = "42703";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final Companion table;

	private final DataHistory history = new DataHistory();

	CompanionTable(PgvectorConnections connections, PgvectorSettings settings, Companion table) {
		this.connections = connections;
		this.settings = settings;
		this.table = table;
	}

	/**
	 * Does something with a statement in a transaction of its own.
	 * @param <T> of the result
	 * @param timeout for all of it
	 * @param sql the statement, whose first parameter is the timeout
	 * @param use what to do
	 * @return what that returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 * @throws PgvectorSchemaException if there is no such table
	 */
	<T> T call(Duration timeout, String sql, Use<T> use) {
		return call(timeout, sql, use, false);
	}

	/**
	 * Does something as {@link #call} does, whether the breaker is open or not.
	 * @param <T> of the result
	 * @param timeout for all of it
	 * @param sql the statement, whose first parameter is the timeout
	 * @param use what to do
	 * @return what that returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 * @throws PgvectorSchemaException if there is no such table
	 */
	<T> T callPastBreaker(Duration timeout, String sql, Use<T> use) {
		return call(timeout, sql, use, true);
	}

	private <T> T call(Duration timeout, String sql, Use<T> use, boolean pastBreaker) {
		try {
			return transact(timeout, sql, use, pastBreaker);
		}
		catch (PgvectorException ex) {
			if (UNDEFINED_COLUMN.equals(ex.getSqlState())) {
				throw new PgvectorSchemaException(Reason.TABLE_DIFFERS,
						"The table '%s' has other columns than those of '%s' of this library. Drop it, or change %s."
							.formatted(this.table, this.table.script(), this.table.property()),
						ex);
			}
			if (!UNDEFINED_TABLE.equals(ex.getSqlState())) {
				throw ex;
			}
			create(ex);
			return transact(timeout, sql, use, pastBreaker);
		}
	}

	private <T> T transact(Duration timeout, String sql, Use<T> use, boolean pastBreaker) {
		Work<T> work = (connection) -> use(connection, timeout, sql, use);
		return pastBreaker ? this.connections.callPastBreaker(timeout, work) : this.connections.call(timeout, work);
	}

	private void create(PgvectorException missing) {
		if (!this.settings.createsTable()) {
			throw new PgvectorSchemaException(Reason.TABLE_MISSING, """
					The table '%s' does not exist. Set %s=always, or create it by a migration with '%s' of this \
					library.""".formatted(this.table, PgvectorSettings.INITIALIZE_PROPERTY, this.table.script()),
					missing);
		}
		this.connections.callUnpooled(this.settings.writeTimeout(), (connection) -> {
			PgvectorSchema.create(connection, this.table);
			return true;
		});
	}

	private <T> T use(Connection connection, Duration timeout, String sql, Use<T> use) throws SQLException {
		String named = this.table.named(sql);
		if (named.contains(HISTORY)) {
			named = named.replace(HISTORY, this.history.expression(connection));
		}
		try (PreparedStatement statement = connection.prepareStatement(named)) {
			statement.setString(1, Long.toString(timeout.toMillis()));
			return use.of(statement);
		}
	}

	/**
	 * What is done with a statement.
	 *
	 * @param <T> of the result
	 */
	interface Use<T> {

		T of(PreparedStatement statement) throws SQLException;

	}

}
