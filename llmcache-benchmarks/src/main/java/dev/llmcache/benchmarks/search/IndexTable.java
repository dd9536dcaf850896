package dev.llmcache.benchmarks.search;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

/**
 * The table of an index in PostgreSQL, past the index.
 *
 * @param server the server it is on
 * @param name its name
 */
public record IndexTable(PostgresServer server, PgvectorTable name) {

	private static final int ROWS_PER_BATCH = 500;

	/** What a row takes in memory while the graph is built, with 384 dimensions. */
	private static final long GRAPH_BYTES_PER_ROW = 1_800;

	private static final long LEAST_GRAPH_MB = 512;

	private static final String INSERT = """
			INSERT INTO ${table} (id, scope, embedding, record, fence, stamps, stored_at, expires_at, tenant)
			VALUES (?, ?, ?::real[]::halfvec, ?, ?, ?, ?, ?, ?)
			""";

	private static final String CREATE_ASKED = """
			CREATE TEMPORARY TABLE asked (number integer, scope bytea, embedding ${type})
			""";

	private static final String ASK = "INSERT INTO asked VALUES (?, ?, ?::real[]::${type})";

	private static final String NEAREST = """
			SELECT number, min(rows.embedding::${type} <=> asked.embedding)
			FROM ${table} AS rows JOIN asked ON rows.scope = asked.scope WHERE expires_at > ? GROUP BY number
			""";

	/**
	 * Fills the table, and builds its graph after, which is much faster.
	 * @param entries the entries of all scopes, in the order in which they are stored
	 * @return how long the graph took
	 * @throws SQLException if the server fails
	 */
	public Duration fill(Stream<VectorEntry> entries) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			Graph graph = Graph.drop(statement, graphName());
			long rows = insert(connection, entries.iterator());
			Duration built = graph.build(statement, Math.max(LEAST_GRAPH_MB, (rows * GRAPH_BYTES_PER_ROW) >> 20));
			statement.execute("VACUUM ANALYZE " + this.name);
			return built;
		}
	}

	private String graphName() {
		return this.name + "_embedding";
	}

	private long insert(Connection connection, Iterator<VectorEntry> entries) throws SQLException {
		connection.setAutoCommit(false);
		long count = 0;
		try (PreparedStatement insert = connection.prepareStatement(named(INSERT))) {
			while (entries.hasNext()) {
				bind(insert, entries.next());
				insert.addBatch();
				if (++count % ROWS_PER_BATCH == 0) {
					insert.executeBatch();
				}
			}
			insert.executeBatch();
		}
		connection.commit();
		connection.setAutoCommit(true);
		return count;
	}

	private static void bind(PreparedStatement insert, VectorEntry entry) throws SQLException {
		StoredRecord record = entry.record();
		insert.setBytes(1, entry.id().bytes());
		insert.setBytes(2, entry.partition().bytes());
		insert.setObject(3, entry.vector());
		insert.setBytes(4, record.encode());
		insert.setLong(5, record.fence());
		insert.setBytes(6, encode(record.stamps()));
		insert.setObject(7, record.storedAt().atOffset(ZoneOffset.UTC));
		insert.setObject(8, record.expiresAt().atOffset(ZoneOffset.UTC));
		insert.setBytes(9, record.tenant().bytes());
	}

	/** As the table has them. */
	private static byte[] encode(List<Stamp> stamps) {
		ByteBuffer bytes = ByteBuffer.allocate(stamps.size() * StoredRecord.STAMP_LENGTH);
		stamps.forEach((stamp) -> bytes.put(stamp.mark().bytes()).putLong(stamp.generation()));
		return bytes.array();
	}

	/**
	 * Compares every row of a scope.
	 * @param questions the questions
	 * @param now rows that have expired by then do not count
	 * @return the distance of the nearest row to each question
	 * @throws SQLException if the server fails
	 */
	public double[] nearest(List<Question> questions, Instant now) throws SQLException {
		return nearest(questions, now, "halfvec");
	}

	/**
	 * Compares every row of a scope as one would that had the same vectors in full
	 * precision.
	 * @param questions the questions
	 * @param now rows that have expired by then do not count
	 * @return the distance of the nearest row to each question
	 * @throws SQLException if the server fails
	 */
	public double[] nearestInFull(List<Question> questions, Instant now) throws SQLException {
		return nearest(questions, now, "vector");
	}

	private double[] nearest(List<Question> questions, Instant now, String type) throws SQLException {
		double[] distances = new double[questions.size()];
		Arrays.fill(distances, Search.NOTHING);
		try (Connection connection = connect()) {
			ask(connection, questions, type);
			try (PreparedStatement statement = connection.prepareStatement(named(NEAREST, type))) {
				statement.setObject(1, now.atOffset(ZoneOffset.UTC));
				try (ResultSet result = statement.executeQuery()) {
					while (result.next()) {
						distances[result.getInt(1)] = result.getDouble(2);
					}
				}
			}
		}
		return distances;
	}

	private void ask(Connection connection, List<Question> questions, String type) throws SQLException {
		try (Statement create = connection.createStatement();
				PreparedStatement insert = connection.prepareStatement(named(ASK, type))) {
			create.execute(named(CREATE_ASKED, type));
			for (int i = 0; i < questions.size(); i++) {
				insert.setInt(1, i);
				insert.setBytes(2, questions.get(i).scope().bytes());
				insert.setObject(3, questions.get(i).vector());
				insert.addBatch();
			}
			insert.executeBatch();
			create.execute("ANALYZE asked");
		}
	}

	/**
	 * Counts the rows.
	 * @return how many there are
	 * @throws SQLException if the server fails
	 */
	public long count() throws SQLException {
		return number("SELECT count(*) FROM " + this.name);
	}

	/**
	 * What the table takes with all its indexes.
	 * @return bytes
	 * @throws SQLException if the server fails
	 */
	public long bytes() throws SQLException {
		return number("SELECT pg_total_relation_size('%s')".formatted(this.name));
	}

	/**
	 * What the graph takes.
	 * @return bytes
	 * @throws SQLException if the server fails
	 */
	public long graphBytes() throws SQLException {
		return number("SELECT pg_relation_size('%s')".formatted(graphName()));
	}

	private String named(String statement) {
		return statement.replace("${table}", this.name.toString());
	}

	private String named(String statement, String type) {
		return named(statement).replace("${type}", type);
	}

	private long number(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getLong(1);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.server.jdbcUrl(), this.server.user(), this.server.password());
	}

}
