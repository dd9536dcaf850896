package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Redis that is not there, goes or hangs, and comes back.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisAnswerStoreFaultIT {

	private static final Duration DEADLINE = Duration.ofMillis(50);

	/** What a call that waits for its deadline may take on a busy machine. */
	private static final Duration BOUND = Duration.ofMillis(500);

	private static final Duration RECOVERY = Duration.ofSeconds(10);

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final StoredRecord RECORD = new StoredRecord(1, Instant.EPOCH,
			Instant.EPOCH.plus(Duration.ofDays(100_000)), "answer".getBytes(StandardCharsets.UTF_8));

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.server);

	@BeforeEach
	void warmUp() {
		try (RedisAnswerStore store = open()) {
			recovers(store);
		}
	}

	@AfterEach
	void close() {
		this.application.destroy();
		this.server.close();
	}

	private RedisAnswerStore open() {
		return open(this.application);
	}

	private static RedisAnswerStore open(RedisConnectionFactory factory) {
		return new RedisAnswerStore(RedisConnections.of(factory, DEADLINE), RedisAnswerStore.DEFAULT_PREFIX,
				InstantSource.system());
	}

	private static Duration timed(Runnable call) {
		long start = System.nanoTime();
		call.run();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static Duration failure(RedisAnswerStore store) {
		return timed(() -> assertThatException().isThrownBy(() -> store.get(KEY)));
	}

	private static void failsInTime(RedisAnswerStore store) {
		for (int i = 0; i < 20; i++) {
			assertThat(failure(store)).isLessThan(BOUND);
			assertThat(timed(() -> assertThatException().isThrownBy(() -> store.put(KEY, RECORD)))).isLessThan(BOUND);
		}
	}

	private static void recovers(RedisAnswerStore store) {
		Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(20)).ignoreExceptions().untilAsserted(() -> {
			store.put(KEY, RECORD);
			assertThat(store.get(KEY)).isNotNull();
		});
	}

	private int connections() {
		try (RedisConnection redis = this.application.getConnection()) {
			return redis.serverCommands().getClientList().size();
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("llmcache-redis"))
			.count();
	}

	@Test
	void startsWithoutTheServerAndFindsItWhenItIsThere(CapturedOutput output) {
		this.server.stop();
		try (RedisAnswerStore store = open()) {
			failsInTime(store);
			assertThat(output).containsOnlyOnce("Cannot connect to Redis").contains("spring.data.redis.*");
			this.server.restart();
			recovers(store);
			assertThat(output).containsOnlyOnce("Redis answers again");
		}
	}

	/** Lettuce comes back to an attempt after the time that it may take. */
	@Test
	void leavesNoErrorsInTheLogDuringAnOutage(CapturedOutput output) {
		this.server.stop();
		try (RedisAnswerStore store = open()) {
			Awaitility.await()
				.during(OwnLettuce.CONNECT_TIMEOUT.plusSeconds(1))
				.atMost(RECOVERY)
				.untilAsserted(() -> failure(store));
		}
		assertThat(output).doesNotContain(" ERROR ");
	}

	@Test
	void startsWhileTheServerHangs() {
		this.server.pause();
		long start = System.nanoTime();
		try (RedisAnswerStore store = open()) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OwnLettuce.CONNECT_TIMEOUT.plus(BOUND));
			failsInTime(store);
			this.server.resume();
			recovers(store);
		}
	}

	@Test
	void answersFromTheFirstCallWhenTheServerIsThere() {
		try (RedisAnswerStore store = open()) {
			assertThat(store.get(KEY)).isNotNull();
		}
	}

	@Test
	void survivesAKill() {
		try (RedisAnswerStore store = open()) {
			this.server.kill();
			failsInTime(store);
			this.server.restart();
			recovers(store);
		}
	}

	@Test
	void survivesAHang() {
		try (RedisAnswerStore store = open()) {
			this.server.pause();
			failsInTime(store);
			this.server.resume();
			recovers(store);
		}
	}

	@Test
	void boundsEveryCallerWhileTheServerHangs() throws Exception {
		int callers = 32;
		try (RedisAnswerStore store = open(); ExecutorService threads = Executors.newFixedThreadPool(callers)) {
			this.server.pause();
			Callable<Duration> caller = () -> failure(store);
			for (Future<Duration> time : threads.invokeAll(Collections.nCopies(callers, caller))) {
				assertThat(time.get()).isLessThan(BOUND);
			}
			this.server.resume();
			recovers(store);
		}
	}

	@Test
	void givesUpAConnectionThatAnswersNothingAndFailsAtOnceThen() {
		try (RedisAnswerStore store = open()) {
			int before = connections();
			this.server.pause();
			Awaitility.await()
				.atMost(Session.PATIENCE.plus(RECOVERY))
				.pollInterval(Duration.ofMillis(20))
				.until(() -> failure(store).compareTo(DEADLINE) < 0);
			this.server.resume();
			recovers(store);
			Awaitility.await().atMost(RECOVERY).until(() -> connections() == before);
		}
	}

	@Test
	void leavesNoConnectionAndNoThreadBehind() {
		int connections = connections();
		try (RedisAnswerStore store = open()) {
			for (int i = 0; i < 3; i++) {
				this.server.kill();
				failsInTime(store);
				this.server.restart();
				recovers(store);
			}
			Awaitility.await().atMost(RECOVERY).until(() -> connections() == connections + 1);
			assertThat(threads()).isPositive();
		}
		Awaitility.await().atMost(RECOVERY).until(() -> connections() == connections);
		Awaitility.await().atMost(RECOVERY).until(() -> threads() == 0);
	}

	@Test
	void closesInTimeWhileTheServerHangs() {
		RedisAnswerStore store = open();
		this.server.pause();
		failsInTime(store);
		assertThat(timed(store::close)).isLessThan(OwnLettuce.CONNECT_TIMEOUT.plus(BOUND));
	}

	@Test
	void boundsCallsOnBorrowedConnectionsToo() {
		try (RedisAnswerStore store = open(new RedisTestConnections.OtherFactory(this.application))) {
			recovers(store);
			this.server.pause();
			failsInTime(store);
			this.server.resume();
			recovers(store);
		}
	}

}
