package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.FreezableProxy;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@link PgvectorIndex} on a server that fails in every way that one can.
 */
@ExtendWith(OutputCaptureExtension.class)
class PgvectorFaultIT {

	private static final Duration LOOKUP = Duration.ofMillis(150);

	private static final Duration WRITE = Duration.ofSeconds(1);

	/** For a busy machine to wake a thread that has waited long enough. */
	private static final Duration SLACK = Duration.ofMillis(850);

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("fault_it"), 3, true, 4,
			LOOKUP, WRITE);

	private static final float[] VECTOR = { 1, 0, 0 };

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static PostgresServer server;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.now());

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start();
	}

	@AfterAll
	static void closeServer() {
		server.close();
	}

	@BeforeEach
	void dropTable() {
		database().execute("DROP TABLE IF EXISTS fault_it");
	}

	private static PgvectorDatabase database() {
		return PgvectorDatabase.of(server);
	}

	private PgvectorIndex open(PgvectorDatabase database) {
		return PgvectorIndex.open(database.connections(SETTINGS), SETTINGS, this.clock);
	}

	private void put(PgvectorIndex index) {
		StoredRecord record = new StoredRecord(1, this.clock.instant(), this.clock.instant().plusSeconds(3600),
				new byte[] { 42 });
		index.put(new VectorEntry(SCOPE, SCOPE, VECTOR, record));
	}

	private static int found(PgvectorIndex index) {
		return index.nearest(SCOPE, VECTOR, 8).size();
	}

	private static void failsInTime(PgvectorIndex index) {
		long start = System.nanoTime();
		assertThatExceptionOfType(PgvectorException.class).isThrownBy(() -> found(index));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LOOKUP.plus(SLACK));
	}

	/** Moves the clock on, for the pause before the next attempt to pass. */
	private void awaitRecovery(PgvectorIndex index) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
			this.clock.advance(Duration.ofSeconds(30));
			assertThatNoException().isThrownBy(() -> found(index));
		});
	}

	private static long connections(String condition) {
		return database()
			.count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'llmcache' AND " + condition);
	}

	@Test
	void startsWithTheServerDownAndFindsItWhenItIsUp(CapturedOutput output) {
		server.stop();
		long start = System.nanoTime();
		try (PgvectorIndex index = open(database())) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WRITE.plus(SLACK));
			assertThat(output).containsOnlyOnce("PostgreSQL cannot be reached").contains("llmcache.semantic.store");
			failsInTime(index);
			server.restart();
			awaitRecovery(index);
			put(index);
			assertThat(found(index)).isOne();
		}
	}

	@Test
	void waitsLongerBeforeEachAttemptToFindTheServer() {
		server.stop();
		try (PgvectorIndex index = open(database())) {
			server.restart();
			this.clock.advance(Duration.ofMillis(999));
			failsInTime(index);
			assertThat(connections("true")).isLessThanOrEqualTo(1);
			assertThat(database().count("SELECT count(*) FROM pg_tables WHERE tablename = 'fault_it'")).isZero();
			awaitRecovery(index);
		}
	}

	@Test
	void findsTheServerAgainAfterACrash() {
		try (PgvectorIndex index = open(database())) {
			put(index);
			assertThat(found(index)).isOne();
			server.kill();
			for (int i = 0; i < 5; i++) {
				failsInTime(index);
			}
			server.restart();
			awaitRecovery(index);
			put(index);
			assertThat(found(index)).isOne();
		}
	}

	@Test
	void keepsItsDeadlineWhenTheServerStopsDead() throws Exception {
		try (FreezableProxy proxy = new FreezableProxy(server.host(), server.port());
				PgvectorIndex index = open(database().at(proxy.host(), proxy.port()))) {
			put(index);
			proxy.freeze();
			for (int round = 0; round < 3; round++) {
				together(12, () -> failsInTime(index));
			}
			proxy.thaw();
			awaitRecovery(index);
			together(12,
					() -> Awaitility.await()
						.ignoreExceptionsInstanceOf(PgvectorException.class)
						.until(() -> found(index) == 1));
			assertThat(connections("true")).isLessThanOrEqualTo(SETTINGS.maxConnections());
		}
		awaitNoneLeft();
	}

	@Test
	void keepsTheDeadlineOfALookupWhenTheServerStopsDead() throws Exception {
		try (FreezableProxy proxy = new FreezableProxy(server.host(), server.port());
				PgvectorIndex index = open(database().at(proxy.host(), proxy.port()));
				ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor()) {
			Deadline deadline = new Deadline(LOOKUP, lookups);
			put(index);
			assertThat(deadline.<Integer>call(() -> found(index))).isOne();
			proxy.freeze();
			for (int round = 0; round < 3; round++) {
				together(12, () -> {
					long start = System.nanoTime();
					assertThatThrownBy(() -> deadline.<Integer>call(() -> found(index)))
						.isInstanceOfAny(DeadlineExceededException.class, PgvectorException.class);
					assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LOOKUP.plus(SLACK));
				});
			}
			proxy.thaw();
			awaitRecovery(index);
			together(12,
					() -> Awaitility.await()
						.ignoreExceptionsInstanceOf(DeadlineExceededException.class)
						.ignoreExceptionsInstanceOf(PgvectorException.class)
						.until(() -> deadline.<Integer>call(() -> found(index)) == 1));
			assertThat(connections("true")).isLessThanOrEqualTo(SETTINGS.maxConnections());
		}
		awaitNoneLeft();
	}

	@Test
	void startsInTimeWhenTheServerHasStoppedDead(CapturedOutput output) throws Exception {
		try (FreezableProxy proxy = new FreezableProxy(server.host(), server.port())) {
			proxy.freeze();
			long start = System.nanoTime();
			try (PgvectorIndex index = open(database().at(proxy.host(), proxy.port()))) {
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WRITE.plus(SLACK));
				assertThat(output).containsOnlyOnce("PostgreSQL cannot be reached");
				proxy.thaw();
				awaitRecovery(index);
			}
		}
		awaitNoneLeft();
	}

	@Test
	void leavesNoStatementBehindThatTookTooLong() throws Exception {
		try (PgvectorIndex index = open(database());
				Connection locking = database().connect();
				Statement statement = locking.createStatement()) {
			put(index);
			locking.setAutoCommit(false);
			statement.execute("LOCK TABLE fault_it IN ACCESS EXCLUSIVE MODE");
			together(8, () -> failsInTime(index));
			Awaitility.await().until(() -> connections("state <> 'idle'") == 0);
			locking.rollback();
			awaitRecovery(index);
			assertThat(found(index)).isOne();
		}
		awaitNoneLeft();
	}

	@Test
	void createsTheTableAgainThatSomeoneDropped() {
		try (PgvectorIndex index = open(database())) {
			put(index);
			dropTable();
			failsInTime(index);
			awaitRecovery(index);
			assertThat(found(index)).isZero();
		}
	}

	@Test
	void letsAnInterruptedCallerGo() throws Exception {
		try (PgvectorIndex index = open(database())) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(PgvectorException.class).isThrownBy(() -> found(index));
			assertThat(Thread.interrupted()).isTrue();
			awaitRecovery(index);
		}
		awaitNoneLeft();
	}

	private static void together(int callers, Runnable call) throws Exception {
		try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				calls.add(executor.submit(call));
			}
			for (Future<?> done : calls) {
				done.get();
			}
		}
	}

	private static void awaitNoneLeft() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			assertThat(connections("true")).isZero();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("llmcache-pgvector"));
		});
	}

}
