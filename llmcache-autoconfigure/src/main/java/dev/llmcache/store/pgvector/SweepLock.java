package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * Lock by which one instance at a time sweeps a table. It is a transaction's, so that no
 * pooler keeps it, and ends with its connection.
 */
final class SweepLock implements AutoCloseable {

	private static final String TRY = """
			SELECT pg_try_advisory_xact_lock(hashtext('llmcache sweep'), hashtext(?)) AS locked
			""";

	/**
	 * Ends the query before, whose snapshot would hold up every vacuum and reindexing.
	 */
	private static final String KEEP = "SET LOCAL idle_in_transaction_session_timeout = 0";

	private final Connection connection;

	private SweepLock(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Takes the lock.
	 * @param connections opens a connection for it
	 * @param table what to lock
	 * @return the lock, or null while another instance has it
	 * @throws PgvectorException if the database failed
	 */
	static @Nullable SweepLock tryOn(PgvectorConnections connections, PgvectorTable table) {
		try {
			Connection connection = connections.open();
			if (isLocked(connection, table)) {
				return new SweepLock(connection);
			}
			connection.close();
			return null;
		}
		catch (SQLException ex) {
			throw new PgvectorException(ex);
		}
	}

	private static boolean isLocked(Connection connection, PgvectorTable table) throws SQLException {
		connection.setAutoCommit(false);
		try (PreparedStatement attempt = connection.prepareStatement(TRY);
				Statement keep = connection.createStatement()) {
			attempt.setString(1, table.toString());
			try (ResultSet result = attempt.executeQuery()) {
				boolean locked = result.next() && result.getBoolean("locked");
				keep.execute(KEEP);
				return locked;
			}
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			// Then the lock is gone too
		}
	}

}
