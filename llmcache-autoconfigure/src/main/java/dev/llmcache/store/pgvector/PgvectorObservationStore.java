package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Verdicts in a table of PostgreSQL beside the index's: a row for each subject, of which
 * the latest come first.
 * <p>
 * What several instances add at once is all there, since they wait for each other's row.
 * A crash may lose the last ones. Rows are deleted by the way a month after their last
 * verdict. Thread-safe; what fails, throws a {@link PgvectorException} within the
 * settings' write timeout.
 */
public final class PgvectorObservationStore implements ObservationStore, AutoCloseable {

	static final int WRITES_PER_DELETION = 100;

	private static final Log logger = LogFactory.getLog(PgvectorObservationStore.class);

	private static final String READ = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT verdicts FROM ${observations} WHERE subject = ? AND expires_at > ?
			""";

	private static final String ADD = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			INSERT INTO ${observations} AS present (subject, verdicts, expires_at) VALUES (?, ?, ?)
			ON CONFLICT (subject) DO UPDATE SET expires_at = greatest(present.expires_at, excluded.expires_at),
			  verdicts = CASE WHEN present.expires_at > ? THEN substr(excluded.verdicts || present.verdicts, 1, ?)
			    ELSE excluded.verdicts END
			""";

	private static final String DELETE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			DELETE FROM ${observations} WHERE subject IN (
			  SELECT subject FROM ${observations} WHERE expires_at <= ? LIMIT 1000 FOR UPDATE SKIP LOCKED)
			""";

	private final PgvectorConnections connections;

	private final Duration timeout;

	private final CompanionTable table;

	private final InstantSource clock;

	private final AtomicInteger writes = new AtomicInteger();

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections to the database; closed with the store
	 * @param settings what is configured
	 * @param clock tells what is too old
	 */
	public PgvectorObservationStore(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		this.connections = connections;
		this.timeout = settings.writeTimeout();
		this.table = new CompanionTable(connections, settings, settings.table().observations());
		this.clock = clock;
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		if (this.writes.incrementAndGet() % WRITES_PER_DELETION == 0) {
			deleteExpired();
		}
		Instant now = this.clock.instant();
		call(ADD, (statement) -> {
			statement.setBytes(2, subject.bytes());
			statement.setBytes(3, observation.encode());
			statement.setObject(4, timestamp(now.plus(LIFETIME)));
			statement.setObject(5, timestamp(now));
			statement.setInt(6, KEPT * Observation.LENGTH);
			return statement.execute();
		});
	}

	private void deleteExpired() {
		Instant now = this.clock.instant();
		call(DELETE, (statement) -> {
			statement.setObject(2, timestamp(now));
			return statement.execute();
		});
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		Instant now = this.clock.instant();
		return call(READ, (statement) -> {
			statement.setBytes(2, subject.bytes());
			statement.setObject(3, timestamp(now));
			statement.execute();
			// The first one's results are settings
			statement.getMoreResults();
			ResultSet results = statement.getResultSet();
			return results.next() ? decode(results.getBytes("verdicts")) : List.of();
		});
	}

	private static List<Observation> decode(byte[] verdicts) {
		ByteBuffer buffer = ByteBuffer.wrap(verdicts);
		List<Observation> observations = new ArrayList<>();
		while (buffer.remaining() >= Observation.LENGTH) {
			Observation observation = Observation.decode(buffer);
			if (observation != null) {
				observations.add(observation);
			}
		}
		return observations.reversed();
	}

	// Nobody waits for what is learned, so nobody would be told that nothing is
	private <T> T call(String sql, CompanionTable.Use<T> use) {
		try {
			return this.table.call(this.timeout, sql, use);
		}
		catch (PgvectorSchemaException ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("Nothing can be learned: " + ex.getMessage());
			}
			throw ex;
		}
	}

	private static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
