package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * All records of a table, page by page in the order of their ids, so that no transaction
 * stays open meanwhile.
 * <p>
 * The table may be one of another embedding model: vectors are not read. Thread-safe.
 */
public final class PgvectorWalk implements RecordSource, AutoCloseable {

	private static final int PAGE = 100;

	private static final String STATEMENT = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT id, scope, record FROM ${table} WHERE id > ? AND expires_at > ? ORDER BY id LIMIT ?
			""";

	private final PgvectorConnections connections;

	private final String statement;

	private final RecordForm form;

	private final Duration timeout;

	private final InstantSource clock;

	/**
	 * Creates a walk.
	 * @param connections to the database; closed with this
	 * @param table the table
	 * @param form of the records
	 * @param timeout for each page
	 * @param clock tells what has expired
	 */
	public PgvectorWalk(PgvectorConnections connections, PgvectorTable table, RecordForm form, Duration timeout,
			InstantSource clock) {
		this.connections = connections;
		this.statement = STATEMENT.replace("${table}", table.quoted());
		this.form = form;
		this.timeout = timeout;
		this.clock = clock;
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		Instant now = this.clock.instant();
		byte[] last = new byte[0];
		while (last != null) {
			byte[] after = last;
			Page page = this.connections.call(this.timeout, (connection) -> read(connection, after, now));
			page.rows().forEach((row) -> read(row, action));
			last = page.last();
		}
	}

	// After the page, whose connection is free for others then: a record may need a key
	// that is in the same database
	private void read(Row row, Consumer<StoredRecord> action) {
		StoredRecord record = RecordReader.peek(this.form, row.place(), row.record());
		if (record != null) {
			action.accept(record);
		}
	}

	private Page read(Connection connection, byte[] after, Instant now) throws SQLException {
		try (PreparedStatement page = connection.prepareStatement(this.statement)) {
			PgvectorStatements.execute(page, this.timeout, after, PgvectorStatements.timestamp(now), PAGE);
			return page(page.getResultSet());
		}
	}

	private static Page page(ResultSet results) throws SQLException {
		List<Row> read = new ArrayList<>(PAGE);
		byte[] last = null;
		int rows = 0;
		while (results.next()) {
			rows++;
			last = results.getBytes("id");
			RecordPlace place = PgvectorStatements.place(last, results.getBytes("scope"));
			if (place != null) {
				read.add(new Row(place, results.getBytes("record")));
			}
		}
		return new Page(read, (rows == PAGE) ? last : null);
	}

	@Override
	public void close() {
		this.connections.close();
	}

	/**
	 * Row as it was found.
	 *
	 * @param place where its record lies
	 * @param record the bytes of the record
	 */
	private record Row(RecordPlace place, byte[] record) {

	}

	/**
	 * Some of the rows.
	 *
	 * @param rows those that are of this library
	 * @param last id of the last row, or null when there are no more
	 */
	private record Page(List<Row> rows, byte @Nullable [] last) {

	}

}
