package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;

/**
 * Generations in a table of PostgreSQL beside the index's.
 * <p>
 * What is replaced is on the disk before {@link #replace} returns, whatever the
 * database's setting; what is made may be lost by a crash, which outdates what bears it.
 * Tells its listeners nothing: instances learn of changes as they read again.
 * Thread-safe; what fails, throws a {@link PgvectorException} within its timeout.
 */
public final class PgvectorGenerationStore implements GenerationStore {

	private static final String UNDEFINED_TABLE = "42P01";

	private static final String READ = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT mark, generation, expires_at > ? AS kept FROM ${generations} WHERE mark = ANY (?) AND expires_at > ?
			""";

	/** In the order of the marks, so that nobody waits for somebody who waits for him. */
	private static final String CREATE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			INSERT INTO ${generations} AS present (mark, generation, expires_at)
			SELECT mark, generation, ? FROM unnest(?, ?) AS made (mark, generation) ORDER BY mark
			ON CONFLICT (mark) DO UPDATE SET expires_at = greatest(present.expires_at, excluded.expires_at),
			  generation = CASE WHEN present.expires_at > ? THEN present.generation ELSE excluded.generation END
			RETURNING mark, generation
			""";

	private static final String REPLACE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'on', true);
			INSERT INTO ${generations} AS present (mark, generation, expires_at)
			SELECT mark, generation, ? FROM unnest(?, ?) AS made (mark, generation) ORDER BY mark
			ON CONFLICT (mark) DO UPDATE SET expires_at = greatest(present.expires_at, excluded.expires_at),
			  generation = excluded.generation
			RETURNING mark, generation
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final InstantSource clock;

	private final Random random = new SecureRandom();

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections to the database; closed with the store
	 * @param settings what is configured
	 * @param clock tells what has expired
	 */
	public PgvectorGenerationStore(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	public Map<Mark, Long> read(Set<Mark> marks) {
		return read(marks, Duration.ZERO).generations();
	}

	private Reading read(Set<Mark> marks, Duration lifetime) {
		if (marks.isEmpty()) {
			return new Reading(Map.of(), true);
		}
		Instant now = this.clock.instant();
		return call(this.settings.lookupTimeout(), READ, (statement) -> {
			statement.setObject(2, timestamp(now.plus(lifetime)));
			statement.setArray(3, statement.getConnection().createArrayOf("bytea", bytes(List.copyOf(marks))));
			statement.setObject(4, timestamp(now));
			ResultSet results = results(statement);
			Map<Mark, Long> generations = new HashMap<>();
			boolean kept = true;
			while (results.next()) {
				generations.put(mark(results), results.getLong("generation"));
				kept &= results.getBoolean("kept");
			}
			return new Reading(generations, kept && generations.size() == marks.size());
		});
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Reading reading = read(marks, lifetime);
		if (reading.complete()) {
			return reading.generations();
		}
		Instant now = this.clock.instant();
		// Twice as long as need be, since each time is a write
		Instant expiresAt = now.plus(lifetime.multipliedBy(2));
		return call(this.settings.writeTimeout(), CREATE, (statement) -> {
			write(statement, marks, expiresAt);
			statement.setObject(5, timestamp(now));
			return generations(results(statement));
		});
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		Instant expiresAt = this.clock.instant().plus(lifetime);
		return call(this.settings.writeTimeout(), REPLACE, (statement) -> {
			write(statement, all, expiresAt);
			return generations(results(statement));
		});
	}

	@Override
	public void listen(Listener listener) {
		// Instances read again soon enough
	}

	private void write(PreparedStatement statement, Set<Mark> marks, Instant expiresAt) throws SQLException {
		List<Mark> ordered = List.copyOf(marks);
		Long[] numbers = ordered.stream().map((mark) -> this.random.nextLong()).toArray(Long[]::new);
		statement.setObject(2, timestamp(expiresAt));
		statement.setArray(3, statement.getConnection().createArrayOf("bytea", bytes(ordered)));
		statement.setArray(4, statement.getConnection().createArrayOf("bigint", numbers));
	}

	private <T> T call(Duration timeout, String sql, Use<T> use) {
		try {
			return this.connections.call(timeout, (connection) -> use(connection, timeout, sql, use));
		}
		catch (PgvectorException ex) {
			if (!UNDEFINED_TABLE.equals(ex.getSqlState()) || !this.settings.createsTable()) {
				throw ex;
			}
			createTable();
			return this.connections.call(timeout, (connection) -> use(connection, timeout, sql, use));
		}
	}

	private void createTable() {
		this.connections.callUnpooled(this.settings.writeTimeout(), (connection) -> {
			PgvectorSchema.createGenerations(connection, this.settings);
			return true;
		});
	}

	private <T> T use(Connection connection, Duration timeout, String sql, Use<T> use) throws SQLException {
		String named = sql.replace("${generations}", this.settings.table().generations().quoted());
		try (PreparedStatement statement = connection.prepareStatement(named)) {
			statement.setString(1, Long.toString(timeout.toMillis()));
			return use.of(statement);
		}
	}

	/** Those of the second statement; the first one's are settings. */
	private static ResultSet results(PreparedStatement statement) throws SQLException {
		statement.execute();
		statement.getMoreResults();
		return statement.getResultSet();
	}

	private static Map<Mark, Long> generations(ResultSet results) throws SQLException {
		Map<Mark, Long> generations = new HashMap<>();
		while (results.next()) {
			generations.put(mark(results), results.getLong("generation"));
		}
		return generations;
	}

	private static Mark mark(ResultSet results) throws SQLException {
		return Mark.read(ByteBuffer.wrap(results.getBytes("mark")));
	}

	private static byte[][] bytes(List<Mark> marks) {
		return marks.stream().map(Mark::bytes).toArray(byte[][]::new);
	}

	private static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	@Override
	public void close() {
		this.connections.close();
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
	 * Generations as they were read.
	 *
	 * @param generations those that there are
	 * @param complete whether all are there, and kept for long enough
	 */
	private record Reading(Map<Mark, Long> generations, boolean complete) {

	}

}
