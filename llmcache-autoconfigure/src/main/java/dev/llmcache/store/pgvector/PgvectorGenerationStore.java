package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.llmcache.FailureTypes;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Generations in a table of PostgreSQL beside the index's.
 * <p>
 * What is replaced is on the disk before {@link #replace} returns, whatever the
 * database's setting; what is made may be lost by a crash, which outdates what bears it.
 * After a standby has taken over, or a backup was restored to a moment, all generations
 * count as lost. Those that have expired are deleted by the way.
 * <p>
 * Listeners are told over a connection of its own, unless it would be one of the
 * application's pool; they are then told nothing. Thread-safe; what fails, throws a
 * {@link PgvectorException} within its timeout.
 */
public final class PgvectorGenerationStore implements GenerationStore {

	static final int WRITES_PER_DELETION = 1_000;

	private static final Duration SHORTEST_WRITE = Duration.ofMillis(20);

	private static final Log logger = LogFactory.getLog(PgvectorGenerationStore.class);

	private static final String READ = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT mark, generation, expires_at > ? AS kept FROM ${generations}
			WHERE mark = ANY (?) AND expires_at > ? AND history = ${history}
			""";

	/** In the order of the marks, so that nobody waits for somebody who waits for him. */
	private static final String MADE = """
			INSERT INTO ${generations} AS present (mark, generation, history, expires_at)
			SELECT mark, generation, ${history}, ? FROM unnest(?, ?) AS made (mark, generation) ORDER BY mark
			""";

	private static final String CREATE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			""" + MADE + """
			ON CONFLICT (mark) DO UPDATE SET expires_at = greatest(present.expires_at, excluded.expires_at),
			  history = excluded.history, generation = CASE
			    WHEN present.expires_at > ? AND present.history = excluded.history THEN present.generation
			    ELSE excluded.generation END
			RETURNING mark, generation
			""";

	/** A setting that waits for standbys is stronger still, and stays. */
	private static final String REPLACE = """
			SELECT set_config('statement_timeout', ?, true),
			  set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'local'), true);
			"""
			+ MADE + """
					ON CONFLICT (mark) DO UPDATE SET expires_at = greatest(present.expires_at, excluded.expires_at),
					  history = excluded.history, generation = excluded.generation;
					SELECT pg_notify(?, told) FROM unnest(?) AS told
					""";

	private static final String DELETE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			DELETE FROM ${generations} WHERE mark IN (
			  SELECT mark FROM ${generations} WHERE expires_at <= ? LIMIT 1000 FOR UPDATE SKIP LOCKED)
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final CompanionTable table;

	/** Name of what changes are notified on. */
	private final String channel;

	private final InstantSource clock;

	private final Random random = new SecureRandom();

	private final List<PushConnection> pushes = new CopyOnWriteArrayList<>();

	private final AtomicInteger writes = new AtomicInteger();

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections to the database; closed with the store
	 * @param settings what is configured
	 * @param clock tells what has expired
	 */
	public PgvectorGenerationStore(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.table = new CompanionTable(connections, settings, settings.table().generations());
		this.channel = settings.table().generations().name();
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
		return this.table.call(this.settings.lookupTimeout(), READ, (statement) -> {
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
		long start = System.nanoTime();
		Reading reading = read(marks, lifetime);
		if (reading.complete()) {
			return reading.generations();
		}
		Instant now = this.clock.instant();
		deleteExpiredByTheWay();
		return this.table.call(left(start), CREATE, (statement) -> {
			// Twice as long as need be, since each time is a write
			bind(statement, randomFor(marks), now.plus(lifetime.multipliedBy(2)));
			statement.setObject(5, timestamp(now));
			ResultSet results = results(statement);
			Map<Mark, Long> generations = new HashMap<>();
			while (results.next()) {
				generations.put(mark(results), results.getLong("generation"));
			}
			return generations;
		});
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		Map<Mark, Long> generations = randomFor(all);
		Instant expiresAt = this.clock.instant().plus(lifetime);
		deleteExpiredByTheWay();
		// One failure must not have invalidations fail until the server was tried again
		return this.table.callPastBreaker(this.settings.writeTimeout(), REPLACE, (statement) -> {
			bind(statement, generations, expiresAt);
			statement.setString(5, this.channel);
			statement.setArray(6, statement.getConnection()
				.createArrayOf("text", PushedGenerations.encode(generations).toArray(String[]::new)));
			statement.execute();
			return generations;
		});
	}

	/** A caller waits for it. */
	private Duration left(long start) {
		Duration left = this.settings.lookupTimeout().minusNanos(System.nanoTime() - start);
		return (left.compareTo(SHORTEST_WRITE) > 0) ? left : SHORTEST_WRITE;
	}

	private Map<Mark, Long> randomFor(Set<Mark> marks) {
		return marks.stream().collect(Collectors.toMap((mark) -> mark, (mark) -> this.random.nextLong()));
	}

	private static void bind(PreparedStatement statement, Map<Mark, Long> generations, Instant expiresAt)
			throws SQLException {
		List<Mark> marks = List.copyOf(generations.keySet());
		Long[] numbers = marks.stream().map(generations::get).toArray(Long[]::new);
		statement.setObject(2, timestamp(expiresAt));
		statement.setArray(3, statement.getConnection().createArrayOf("bytea", bytes(marks)));
		statement.setArray(4, statement.getConnection().createArrayOf("bigint", numbers));
	}

	private void deleteExpiredByTheWay() {
		if (this.writes.incrementAndGet() % WRITES_PER_DELETION == 0) {
			Thread.ofVirtual().name("llmcache-pgvector-expiry").start(() -> {
				try {
					deleteExpired();
				}
				catch (RuntimeException ex) {
					logger.debug("Expired generations could not be deleted: " + FailureTypes.of(ex));
				}
			});
		}
	}

	/**
	 * Deletes generations that have expired.
	 * @return how many, 1,000 at the most
	 */
	int deleteExpired() {
		Instant now = this.clock.instant();
		return this.table.call(this.settings.writeTimeout(), DELETE, (statement) -> {
			statement.setObject(2, timestamp(now));
			statement.execute();
			statement.getMoreResults();
			return statement.getUpdateCount();
		});
	}

	@Override
	public void listen(Listener listener) {
		if (this.connections.canOpen()) {
			this.pushes.add(new PushConnection(this.connections, this.channel, listener));
		}
	}

	/** Those of the second statement; the first one's are settings. */
	private static ResultSet results(PreparedStatement statement) throws SQLException {
		statement.execute();
		statement.getMoreResults();
		return statement.getResultSet();
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
		this.pushes.forEach(PushConnection::close);
		this.connections.close();
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
