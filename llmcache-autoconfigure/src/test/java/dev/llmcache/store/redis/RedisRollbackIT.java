package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.llmcache.Mark;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.llmcache.store.GenerationStoreContract.generation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Redis that comes back with what it knew earlier, or that another takes over from.
 */
@Timeout(120)
class RedisRollbackIT {

	private static final Duration DEADLINE = Duration.ofMillis(500);

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Mark TAG = new Mark(1, 1);

	private static final Mark OTHER = new Mark(2, 2);

	private static final String SNAPSHOTS_ONLY = "--appendonly no";

	/** Whether a server tells the history of its data. */
	enum Server {

		TELLS, DOES_NOT_TELL;

		RedisServer start(String... settings) {
			Stream<String> all = Stream.of(settings).flatMap((setting) -> Stream.of(setting.split(" ")));
			Stream<String> silence = Stream.of("--rename-command", "INFO", "untold");
			return RedisServer.start(((this == TELLS) ? all : Stream.concat(all, silence)).toArray(String[]::new));
		}

	}

	private record Instance(LettuceConnectionFactory application, RedisConnections connections,
			RedisGenerationStore store) implements AutoCloseable {

		static Instance of(RedisServer server) {
			LettuceConnectionFactory application = RedisTestConnections.application(server);
			RedisConnections connections = RedisConnections.of(application, DEADLINE);
			return new Instance(application, connections,
					new RedisGenerationStore(connections, RedisGenerationStore.DEFAULT_PREFIX));
		}

		long create() {
			return generation(this.store.readOrCreate(Set.of(TAG), LIFETIME), TAG);
		}

		long replace() {
			return generation(this.store.replace(Set.of(TAG), LIFETIME), TAG);
		}

		Map<Mark, Long> readAgain() {
			return Awaitility.await()
				.pollInterval(Duration.ofMillis(20))
				.ignoreExceptions()
				.until(() -> this.store.read(Set.of(TAG, OTHER)), (read) -> true);
		}

		byte[] raw() {
			RawKeys keys = new RawKeys(this.application, RedisGenerationStore.DEFAULT_PREFIX + "{g}:");
			return keys.get(keys.prefix() + RawKeys.base64(TAG.bytes()));
		}

		@Override
		public void close() {
			this.store.close();
			this.connections.close();
			this.application.destroy();
		}

	}

	@ParameterizedTest
	@EnumSource
	void anOlderSnapshotBringsNoGenerationBack(Server kind) {
		try (RedisServer server = kind.start(SNAPSHOTS_ONLY); Instance instance = Instance.of(server)) {
			long first = instance.create();
			byte[] raw = instance.raw();
			assertThat(server.ask("SAVE")).startsWith("+OK");
			long second = instance.replace();
			server.kill();
			server.restart();
			assertThat(instance.readAgain().values()).hasSize(1).doesNotContain(first, second);
			assertThat(instance.raw()).isEqualTo(raw);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anOlderAppendOnlyFileBringsNoGenerationBack(Server kind) {
		try (RedisServer server = kind.start(); Instance instance = Instance.of(server)) {
			long first = instance.create();
			byte[] raw = instance.raw();
			assertThat(server.ask("CONFIG SET appendonly no")).startsWith("+OK");
			long second = instance.replace();
			server.stop();
			server.restart();
			assertThat(instance.readAgain().values()).hasSize(1).doesNotContain(first, second);
			assertThat(instance.raw()).isEqualTo(raw);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aServerWithoutADiskHasNoGenerations(Server kind) {
		try (RedisServer server = kind.start(SNAPSHOTS_ONLY); Instance instance = Instance.of(server)) {
			long before = instance.create();
			server.kill();
			server.restart();
			assertThat(instance.readAgain()).isEmpty();
			assertThat(instance.create()).isNotEqualTo(before);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aServerThatTakesOverBringsNoGenerationBack(Server kind) {
		try (RedisServer server = kind.start();
				RedisServer replica = kind.start("--replicaof 127.0.0.1 " + server.port());
				Instance before = Instance.of(server);
				Instance after = Instance.of(replica)) {
			long first = before.create();
			Awaitility.await().until(() -> after.raw() != null);
			assertThat(replica.ask("REPLICAOF NO ONE")).startsWith("+OK");
			assertThat(after.raw()).isEqualTo(before.raw());
			long second = before.replace();
			assertThat(after.readAgain().values()).hasSize(1).doesNotContain(first, second);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aReplicaTellsNoGenerations(Server kind) {
		try (RedisServer server = kind.start();
				RedisServer replica = kind.start("--replicaof 127.0.0.1 " + server.port());
				Instance before = Instance.of(server);
				Instance after = Instance.of(replica)) {
			before.create();
			Awaitility.await().until(() -> after.raw() != null);
			for (int i = 0; i < 2; i++) {
				assertThatException().isThrownBy(() -> after.store().read(Set.of(TAG)))
					.havingRootCause()
					.withMessageContaining("READONLY");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void nobodyReadsAnOldGenerationWhileAServerComesBack(Server kind) throws InterruptedException {
		try (RedisServer server = kind.start(SNAPSHOTS_ONLY);
				Instance writer = Instance.of(server);
				Instance reader = Instance.of(server)) {
			Readings readings = new Readings(reader);
			Thread thread = Thread.ofPlatform().start(readings);
			for (int i = 0; i < 8; i++) {
				long old = writer.create();
				assertThat(server.ask("SAVE")).startsWith("+OK");
				writer.replace();
				readings.outdated.add(old);
				server.kill();
				server.restart();
				int before = readings.count.get();
				writer.readAgain();
				Awaitility.await().until(() -> readings.count.get() > before);
			}
			readings.done = true;
			thread.join();
			assertThat(readings.resurrected).isEmpty();
		}
	}

	/**
	 * Reads all the time.
	 */
	private static final class Readings implements Runnable {

		private final Instance instance;

		final Set<Long> outdated = ConcurrentHashMap.newKeySet();

		final AtomicInteger count = new AtomicInteger();

		final Set<Long> resurrected = new HashSet<>();

		volatile boolean done;

		Readings(Instance instance) {
			this.instance = instance;
		}

		@Override
		public void run() {
			while (!this.done) {
				Set<Long> before = Set.copyOf(this.outdated);
				try {
					long generation = this.instance.create();
					this.count.incrementAndGet();
					if (before.contains(generation)) {
						this.resurrected.add(generation);
					}
				}
				catch (RuntimeException ex) {
					LockSupport.parkNanos(100_000);
				}
			}
		}

	}

}
