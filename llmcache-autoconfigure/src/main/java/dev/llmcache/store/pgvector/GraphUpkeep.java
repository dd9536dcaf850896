package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;

/**
 * Keeps rows that were deleted from staying in the graph, where each search walks through
 * them until a vacuum.
 * <p>
 * A vacuum mends the graph around each of them, one after another. So another graph is
 * built of the rows that are left first, beside the one in use, and the vacuum finds
 * nothing to mend.
 */
final class GraphUpkeep {

	private static final Log logger = LogFactory.getLog(GraphUpkeep.class);

	private static final double NOTABLE_SHARE = 0.1;

	private static final int NOTABLE = 1_000;

	private static final Duration LIMIT = Duration.ofHours(6);

	private static final Duration PAUSE = Duration.ofHours(1);

	private static final String INSUFFICIENT_PRIVILEGE = "42501";

	/** What a row takes in memory while a graph is built, besides its vector. */
	private static final int BYTES_PER_ROW = 1_000;

	private static final int LEAST_MEMORY_MB = 64;

	private static final int MOST_MEMORY_MB = 512;

	private static final String SIZE = """
			SELECT n_live_tup, n_dead_tup FROM pg_stat_user_tables WHERE relid = to_regclass(?)
			""";

	/** Of the table, and whether they are what is left of a build that was broken off. */
	private static final String GRAPHS = """
			SELECT i.indexrelid::regclass::text AS name, i.indisvalid AS valid
			FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
			WHERE i.indrelid = to_regclass(?) AND a.amname = 'hnsw'
			""";

	/** Since PostgreSQL 14. */
	private static final String ENDED_WITH_THE_CLIENT = """
			SELECT set_config(name, '10s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final InstantSource clock;

	private Instant pausedUntil = Instant.MIN;

	private boolean warned;

	GraphUpkeep(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Renews the graph if a notable share of it is deleted rows.
	 * @param deleted how many rows have just been deleted, which the server may not have
	 * counted yet
	 * @throws PgvectorException if the database failed
	 */
	synchronized void renewAfter(long deleted) {
		if (this.clock.instant().isBefore(this.pausedUntil)) {
			return;
		}
		try (Connection connection = this.connections.open()) {
			connection.setAutoCommit(true);
			connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LIMIT.toMillis()));
			Size size = size(connection);
			if (size.isNotable(deleted)) {
				renew(connection, size);
				if (size(connection).isNotable(0)) {
					// Somebody's snapshot keeps the rows: another graph would be as full
					// of them
					this.pausedUntil = this.clock.instant().plus(PAUSE);
				}
			}
		}
		catch (SQLException ex) {
			// What was built in vain must not be built in vain with every sweep
			this.pausedUntil = this.clock.instant().plus(PAUSE);
			if (!INSUFFICIENT_PRIVILEGE.equals(ex.getSQLState())) {
				throw new PgvectorException(ex);
			}
			warn();
		}
	}

	private void warn() {
		if (!this.warned) {
			this.warned = true;
			logger.warn("""
					The database's user does not own the table '%s', so that deleted entries slow searches down until \
					PostgreSQL vacuums it, which takes long. Have the owner renew its HNSW index by REINDEX INDEX \
					CONCURRENTLY from time to time, or grant MAINTAIN on the table (PostgreSQL 17 and later)."""
				.formatted(this.settings.table()));
		}
	}

	private void renew(Connection connection, Size size) throws SQLException {
		List<Graph> graphs = graphs(connection);
		boolean direct = isDirect(connection);
		try (Statement statement = connection.createStatement()) {
			if (direct) {
				set(statement, size);
			}
			for (Graph graph : graphs) {
				statement.execute(graph.valid() ? "REINDEX INDEX CONCURRENTLY " + graph.name()
						: "DROP INDEX CONCURRENTLY " + graph.name());
			}
			statement.execute("VACUUM (INDEX_CLEANUP ON, ANALYZE) " + this.settings.table().quoted());
		}
		finally {
			if (direct) {
				reset(connection);
			}
		}
	}

	/**
	 * Whether no pooler is between, which would give the settings to somebody else: it
	 * tells another process than the server does.
	 */
	private static boolean isDirect(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT pg_backend_pid() AS pid")) {
			return result.next() && result.getInt("pid") == connection.unwrap(PGConnection.class).getBackendPID();
		}
	}

	private void set(Statement statement, Size size) throws SQLException {
		statement.execute("SET statement_timeout = " + LIMIT.toMillis());
		statement.execute("SET maintenance_work_mem = '%dMB'".formatted(memory(size.live())));
		// One core of the server is enough to take
		statement.execute("SET max_parallel_maintenance_workers = 0");
		statement.execute("SET vacuum_cost_delay = 2");
		statement.execute(ENDED_WITH_THE_CLIENT);
	}

	/** For a pool of the application's, which keeps the connection. */
	private static void reset(Connection connection) {
		try (Statement statement = connection.createStatement()) {
			statement.execute("RESET ALL");
		}
		catch (SQLException ex) {
			// Then nobody gets it
		}
	}

	private long memory(long rows) {
		long bytes = rows * (BYTES_PER_ROW + 2L * this.settings.dimension());
		return Math.clamp(bytes >> 20, LEAST_MEMORY_MB, MOST_MEMORY_MB);
	}

	private Size size(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
			statement.setString(1, this.settings.table().quoted());
			try (ResultSet result = statement.executeQuery()) {
				return result.next() ? new Size(result.getLong("n_live_tup"), result.getLong("n_dead_tup"))
						: new Size(0, 0);
			}
		}
	}

	private List<Graph> graphs(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(GRAPHS)) {
			statement.setString(1, this.settings.table().quoted());
			try (ResultSet result = statement.executeQuery()) {
				List<Graph> graphs = new ArrayList<>();
				while (result.next()) {
					graphs.add(new Graph(result.getString("name"), result.getBoolean("valid")));
				}
				return graphs;
			}
		}
	}

	/**
	 * Rows as the server has counted them.
	 *
	 * @param live how many there are
	 * @param dead how many were deleted or replaced since the last vacuum
	 */
	private record Size(long live, long dead) {

		boolean isNotable(long deleted) {
			long gone = Math.max(this.dead, deleted);
			return gone >= NOTABLE && gone >= NOTABLE_SHARE * (gone + this.live);
		}

	}

	/**
	 * HNSW index.
	 *
	 * @param name in quotes where it needs them
	 * @param valid whether it is in use
	 */
	private record Graph(String name, boolean valid) {

	}

}
