package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.llmcache.store.GenerationStoreContract.generation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Redis that hangs, is full, or forgets.
 */
@Timeout(120)
class RedisGenerationStoreFaultIT {

	private static final Duration DEADLINE = Duration.ofMillis(50);

	/** What a call that waits for its deadline may take on a busy machine. */
	private static final Duration BOUND = Duration.ofMillis(500);

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Mark TAG = new Mark(1, 1);

	private static final Mark OTHER = new Mark(2, 2);

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.server);

	private final RedisConnections connections = RedisConnections.of(this.application, DEADLINE);

	private final RedisGenerationStore store = new RedisGenerationStore(this.connections,
			RedisGenerationStore.DEFAULT_PREFIX);

	@AfterEach
	void close() {
		this.store.close();
		this.connections.close();
		this.application.destroy();
		this.server.close();
	}

	private Map<Mark, Long> create() {
		return Awaitility.await()
			.ignoreExceptions()
			.until(() -> this.store.readOrCreate(Set.of(TAG, OTHER), LIFETIME), (generations) -> true);
	}

	private static void failsInTime(Runnable call) {
		long start = System.nanoTime();
		assertThatException().isThrownBy(call::run);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
	}

	@Test
	void failsInTimeWhileTheServerHangs() {
		create();
		this.server.pause();
		for (int i = 0; i < 10; i++) {
			failsInTime(() -> this.store.read(Set.of(TAG)));
			failsInTime(() -> this.store.readOrCreate(Set.of(TAG), LIFETIME));
			failsInTime(() -> this.store.replace(Set.of(TAG), LIFETIME));
		}
		this.server.resume();
		create();
	}

	@Test
	void whatWasReplacedInVainMayBeReplacedAfterAll() {
		Map<Mark, Long> before = create();
		this.server.pause();
		failsInTime(() -> this.store.replace(Set.of(TAG), LIFETIME));
		this.server.resume();
		Awaitility.await().until(() -> generation(create(), TAG) != generation(before, TAG));
		assertThat(create()).containsEntry(OTHER, before.get(OTHER));
	}

	@Test
	void replacesThoughTheServerHasNoRoom() {
		Map<Mark, Long> before = create();
		this.server.ask("CONFIG SET maxmemory-policy noeviction");
		assertThat(this.server.ask("CONFIG SET maxmemory 1")).startsWith("+OK");
		this.store.replace(Set.of(TAG), LIFETIME);
		assertThat(this.store.read(Set.of(TAG, OTHER))).containsEntry(OTHER, before.get(OTHER))
			.doesNotContainValue(before.get(TAG));
		assertThatException().isThrownBy(() -> this.store.readOrCreate(Set.of(new Mark(3, 3)), LIFETIME));
	}

	@Test
	void hasNoGenerationsOnceTheServerHasNoKeys() {
		Map<Mark, Long> before = create();
		assertThat(this.server.ask("FLUSHALL")).startsWith("+OK");
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEmpty();
		assertThat(create().values()).doesNotContainAnyElementsOf(before.values());
	}

	@Test
	void keepsGenerationsThoughTheServerForgotTheScript() {
		Map<Mark, Long> before = create();
		assertThat(this.server.ask("SCRIPT FLUSH")).startsWith("+OK");
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(before);
	}

	@Test
	void keepsGenerationsOverAConnectionThatWasLost() {
		Map<Mark, Long> before = create();
		assertThat(this.server.ask("CLIENT KILL TYPE normal SKIPME yes")).startsWith(":");
		assertThat(create()).isEqualTo(before);
	}

}
