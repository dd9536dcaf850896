package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;

/**
 * Rows of the index's table by what they can be invalidated by, read and deleted in
 * batches in the order of their ids.
 */
final class StampedRows {

	/** Comes before every id. */
	static final byte[] START = new byte[0];

	static final int BATCH = 500;

	private static final String SELECT = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT id, stamps FROM ${table} WHERE id > ? ORDER BY id LIMIT %d
			""".formatted(BATCH);

	/**
	 * A row that was replaced meanwhile has other stamps, or is as good as it was.
	 * Whoever erases and whoever sweeps may delete the same rows: in one order, or they
	 * would wait for each other.
	 */
	private static final String DELETE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', ?, true);
			DELETE FROM ${table} WHERE id IN (
			  SELECT present.id FROM ${table} AS present JOIN unnest(?, ?) AS dead (id, stamps)
			    ON present.id = dead.id AND present.stamps = dead.stamps
			  ORDER BY present.id FOR UPDATE OF present)
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	StampedRows(PgvectorConnections connections, PgvectorSettings settings) {
		this.connections = connections;
		this.settings = settings;
	}

	/**
	 * Reads the rows that follow an id.
	 * @param id the id, or {@link #START}
	 * @return at most {@value #BATCH} rows
	 */
	List<Row> after(byte[] id) {
		return call(SELECT, (statement) -> {
			statement.setBytes(2, id);
			statement.execute();
			statement.getMoreResults();
			List<Row> rows = new ArrayList<>();
			ResultSet results = statement.getResultSet();
			while (results.next()) {
				rows.add(new Row(results.getBytes("id"), results.getBytes("stamps")));
			}
			return rows;
		});
	}

	/**
	 * Deletes rows that are still as they were read.
	 * @param rows the rows
	 * @param lasting whether they must not come back after a crash of the server
	 * @return how many were deleted
	 */
	int delete(List<Row> rows, boolean lasting) {
		if (rows.isEmpty()) {
			return 0;
		}
		return call(DELETE, (statement) -> {
			Connection connection = statement.getConnection();
			statement.setString(2, lasting ? "on" : "off");
			statement.setArray(3, connection.createArrayOf("bytea", rows.stream().map(Row::id).toArray(byte[][]::new)));
			statement.setArray(4,
					connection.createArrayOf("bytea", rows.stream().map(Row::stampBytes).toArray(byte[][]::new)));
			statement.execute();
			statement.getMoreResults();
			return statement.getUpdateCount();
		});
	}

	private <T> T call(String sql, Use<T> use) {
		Duration timeout = this.settings.writeTimeout();
		return this.connections.call(timeout, (connection) -> {
			String named = sql.replace("${table}", this.settings.table().quoted());
			try (PreparedStatement statement = connection.prepareStatement(named)) {
				statement.setString(1, Long.toString(timeout.toMillis()));
				return use.of(statement);
			}
		});
	}

	static byte[] encode(List<Stamp> stamps) {
		ByteBuffer bytes = ByteBuffer.allocate(stamps.size() * StoredRecord.STAMP_LENGTH);
		stamps.forEach((stamp) -> bytes.put(stamp.mark().bytes()).putLong(stamp.generation()));
		return bytes.array();
	}

	/**
	 * What is done with a statement.
	 *
	 * @param <T> of the result
	 */
	private interface Use<T> {

		T of(PreparedStatement statement) throws SQLException;

	}

	/**
	 * Row of the table.
	 *
	 * @param id its id
	 * @param stampBytes its stamps, each a mark and its generation
	 */
	record Row(byte[] id, byte[] stampBytes) {

		List<Stamp> stamps() {
			ByteBuffer bytes = ByteBuffer.wrap(this.stampBytes);
			List<Stamp> stamps = new ArrayList<>();
			while (bytes.remaining() >= StoredRecord.STAMP_LENGTH) {
				stamps.add(new Stamp(Mark.read(bytes), bytes.getLong()));
			}
			return stamps;
		}

	}

}
