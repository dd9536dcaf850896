package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.test.FreezableProxy;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link PgvectorGenerationStore} on a PostgreSQL that crashes or hangs.
 */
@Timeout(120)
class PgvectorGenerationStoreFaultIT {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Duration LOOKUP = Duration.ofMillis(150);

	/** For a busy machine to wake a thread that has waited long enough. */
	private static final Duration SLACK = Duration.ofMillis(850);

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("fault_it"), 1, true, 4,
			LOOKUP, Duration.ofSeconds(5));

	private static final Mark TAG = new Mark(1, 1);

	private static final Mark OTHER = new Mark(2, 2);

	private final PostgresServer server = PostgresServer.start();

	private final PgvectorDatabase database = PgvectorDatabase.of(this.server);

	private final PgvectorGenerationStore store = store(this.database);

	private static PgvectorGenerationStore store(PgvectorDatabase database) {
		return new PgvectorGenerationStore(database.connections(SETTINGS), SETTINGS, InstantSource.system());
	}

	@AfterEach
	void close() {
		this.store.close();
		this.server.close();
	}

	private static Map<Mark, Long> create(PgvectorGenerationStore store) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.until(() -> store.readOrCreate(Set.of(TAG, OTHER), LIFETIME), (generations) -> true);
	}

	private static void failsInTime(PgvectorGenerationStore store) {
		long start = System.nanoTime();
		assertThatExceptionOfType(PgvectorException.class).isThrownBy(() -> store.read(Set.of(TAG)));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LOOKUP.plus(SLACK));
	}

	@Test
	void keepsWhatWasReplacedThoughTheDatabaseWritesLater() {
		this.database.execute("ALTER SYSTEM SET synchronous_commit = off");
		this.database.execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
		this.database.execute("SELECT pg_reload_conf()");
		create(this.store);
		for (int i = 0; i < 3; i++) {
			Map<Mark, Long> replaced = this.store.replace(Set.of(TAG), LIFETIME);
			this.server.kill();
			failsInTime(this.store);
			this.server.restart();
			assertThat(create(this.store).get(TAG)).isEqualTo(replaced.get(TAG));
		}
	}

	@Test
	void bringsBackNothingThatACrashMayHaveLost() {
		this.database.execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
		this.database.execute("SELECT pg_reload_conf()");
		for (int i = 0; i < 3; i++) {
			Map<Mark, Long> replaced = this.store.replace(Set.of(TAG), LIFETIME);
			this.store.readOrCreate(Set.of(OTHER), LIFETIME.multipliedBy(i + 1));
			this.server.kill();
			this.server.restart();
			Map<Mark, Long> after = create(this.store);
			assertThat(after.get(TAG)).isEqualTo(replaced.get(TAG));
			assertThat(create(this.store)).isEqualTo(after);
		}
	}

	@Test
	void keepsItsDeadlineWhenTheServerStopsDead() throws Exception {
		try (FreezableProxy proxy = new FreezableProxy(this.server.host(), this.server.port());
				PgvectorGenerationStore behind = store(this.database.at(proxy.host(), proxy.port()))) {
			Map<Mark, Long> before = create(behind);
			proxy.freeze();
			failsInTime(behind);
			proxy.thaw();
			assertThat(create(behind)).isEqualTo(before);
		}
	}

}
