package dev.llmcache.benchmarks.sweep;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

/**
 * The index's table, past the index.
 *
 * @param server the server it is on
 */
record SweepTable(PostgresServer server) {

	static final PgvectorTable NAME = new PgvectorTable(null, "llmcache_sweep");

	private static final String GRAPH = NAME + "_embedding";

	private static final int ROWS_PER_BATCH = 500;

	private static final String INSERT = """
			INSERT INTO %s (id, scope, embedding, record, fence, stamps, stored_at, expires_at)
			VALUES (?, ?, ?::real[]::halfvec, ?, ?, ?, ?, ?)
			""".formatted(NAME);

	private static final String NEAREST = """
			SELECT min(distance) FROM (
			  SELECT embedding <=> ?::real[]::halfvec AS distance FROM %s WHERE scope = ? AND expires_at > ? OFFSET 0) AS every
			"""
		.formatted(NAME);

	/**
	 * Fills the table in random order, and builds its graph after, which is much faster.
	 * @param rows the rows of all scopes
	 */
	void fill(List<SweptRow> rows) throws SQLException {
		List<SweptRow> mixed = new ArrayList<>(rows);
		Collections.shuffle(mixed, new Random(5));
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			String definition = definition(statement);
			statement.execute("DROP INDEX " + GRAPH);
			insert(connection, mixed);
			statement.execute("SET maintenance_work_mem = '512MB'");
			statement.execute(definition);
			statement.execute("VACUUM ANALYZE " + NAME);
		}
	}

	private static String definition(Statement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery("SELECT pg_get_indexdef('" + GRAPH + "'::regclass)")) {
			result.next();
			return result.getString(1);
		}
	}

	private static void insert(Connection connection, List<SweptRow> rows) throws SQLException {
		connection.setAutoCommit(false);
		try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
			int count = 0;
			for (SweptRow row : rows) {
				StoredRecord record = row.entry().record();
				insert.setBytes(1, row.entry().id().bytes());
				insert.setBytes(2, row.entry().partition().bytes());
				insert.setObject(3, row.entry().vector());
				insert.setBytes(4, record.encode());
				insert.setLong(5, record.fence());
				insert.setBytes(6, row.stamps());
				insert.setObject(7, record.storedAt().atOffset(ZoneOffset.UTC));
				insert.setObject(8, record.expiresAt().atOffset(ZoneOffset.UTC));
				insert.addBatch();
				if (++count % ROWS_PER_BATCH == 0) {
					insert.executeBatch();
				}
			}
			insert.executeBatch();
		}
		connection.commit();
		connection.setAutoCommit(true);
	}

	/**
	 * Compares every row of a scope.
	 * @param questions the questions
	 * @param now rows that have expired by then do not count
	 * @return the distance of the nearest row to each question
	 */
	double[] nearest(List<Question> questions, Instant now) throws SQLException {
		double[] distances = new double[questions.size()];
		try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(NEAREST)) {
			for (int i = 0; i < distances.length; i++) {
				statement.setObject(1, questions.get(i).vector());
				statement.setBytes(2, questions.get(i).scope().fingerprint().bytes());
				statement.setObject(3, now.atOffset(ZoneOffset.UTC));
				try (ResultSet result = statement.executeQuery()) {
					result.next();
					distances[i] = result.getDouble(1);
				}
			}
		}
		return distances;
	}

	long count() throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT count(*) FROM " + NAME)) {
			result.next();
			return result.getLong(1);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.server.jdbcUrl(), this.server.user(), this.server.password());
	}

}
