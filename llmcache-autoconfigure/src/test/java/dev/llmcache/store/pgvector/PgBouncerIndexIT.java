package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import dev.llmcache.test.servers.PgBouncer;
import dev.llmcache.test.servers.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link PgvectorIndex} behind a PgBouncer that has two connections for all, and hands
 * them to others between transactions.
 */
class PgBouncerIndexIT extends VectorIndexFreshnessContract {

	private static final PostgresServer SERVER = PostgresServer.shared();

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("bouncer_it"), DIMENSION,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final PgvectorDatabase PAST_IT = PgvectorDatabase.of(SERVER);

	private static final PgBouncer BOUNCER = PgBouncer.start(SERVER, "default_pool_size = 2");

	private static final PgvectorDatabase DATABASE = PAST_IT.at(BOUNCER.host(), BOUNCER.port());

	private final PgvectorIndex index = PgvectorIndex.open(DATABASE.connections(SETTINGS), SETTINGS, this.clock);

	@AfterAll
	static void closeBouncer() {
		BOUNCER.close();
	}

	@BeforeEach
	void truncate() {
		PAST_IT.execute("TRUNCATE bouncer_it");
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Override
	protected VectorIndex index() {
		return this.index;
	}

	@Override
	protected void overwriteBytes(Fingerprint id, byte[] bytes) {
		PAST_IT.execute("UPDATE bouncer_it SET record = ? WHERE id = ?", bytes, id.bytes());
	}

	@Test
	void sweepsAndRenewsTheGraphAndLeavesNoSettingToWhoeverIsNext() throws Exception {
		String graph = "SELECT pg_relation_filenode('bouncer_it_embedding')";
		PAST_IT.execute(
				"""
						INSERT INTO bouncer_it (id, scope, tenant, embedding, record, fence, stamps, stored_at, expires_at)
						SELECT sha256(i::text::bytea), sha256('scope'), '', array_fill(i, ARRAY[%d])::real[]::halfvec, '', 0, '',
						  now(), 'epoch' FROM generate_series(1, 1500) AS i"""
					.formatted(DIMENSION));
		String before = PAST_IT.query(graph).getFirst();
		AtomicBoolean done = new AtomicBoolean();
		List<Thread> others = Stream.generate(() -> Thread.ofVirtual().start(() -> askUntil(done))).limit(4).toList();
		assertThat(this.index.sweep((stamps) -> Set.of())).isEqualTo(1_500);
		done.set(true);
		for (Thread other : others) {
			other.join();
		}
		assertThat(PAST_IT.query(graph).getFirst()).isNotEqualTo(before);
		try (Connection one = DATABASE.connect(); Connection two = DATABASE.connect()) {
			assertThat(settings(one)).isNull();
			assertThat(settings(two)).isNull();
		}
	}

	private static void askUntil(AtomicBoolean done) {
		try (Connection connection = DATABASE.connect(); Statement statement = connection.createStatement()) {
			while (!done.get()) {
				statement.execute("SELECT pg_sleep(0.002 * random())");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** In a transaction, which keeps the connection from anybody else. */
	private static @Nullable String settings(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery("""
				SELECT string_agg(name || '=' || setting, ', ') FROM pg_settings WHERE source = 'session'
				AND name IN ('statement_timeout', 'maintenance_work_mem', 'vacuum_cost_delay', 'synchronous_commit',
				  'max_parallel_maintenance_workers', 'client_connection_check_interval', 'hnsw.ef_search')""")) {
			result.next();
			return result.getString(1);
		}
	}

	@Test
	void doesWithoutPreparedStatementsWhereTheUrlSaysSo() {
		try (PgBouncer simple = PgBouncer.start(SERVER, "default_pool_size = 2", "max_prepared_statements = 0")) {
			PgvectorDatabase behind = new PgvectorDatabase(simple.jdbcUrl() + "?prepareThreshold=0", SERVER.user(),
					SERVER.password());
			try (PgvectorIndex other = PgvectorIndex.open(behind.connections(SETTINGS), SETTINGS,
					InstantSource.system())) {
				for (int i = 0; i < 20; i++) {
					assertThat(other.nearest(fingerprint("scope"), new float[DIMENSION], 8)).isEmpty();
				}
			}
		}
	}

}
