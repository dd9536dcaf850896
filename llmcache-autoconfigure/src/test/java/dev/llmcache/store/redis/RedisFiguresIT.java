package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.servers.RedisCluster;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of Redis against what was put by hand.
 */
@Timeout(120)
class RedisFiguresIT {

	private static final Mark MARK = new Mark(3, 4);

	private static final int PAYLOAD = 10_000;

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.server);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.now());

	private final RedisAnswerStore store = new RedisAnswerStore(
			RedisConnections.of(this.application, RedisTestConnections.AMPLE), RedisAnswerStore.DEFAULT_PREFIX,
			this.clock);

	@AfterEach
	void close() {
		this.store.close();
		this.application.destroy();
		this.server.close();
	}

	private static Fingerprint key(int number) {
		byte[] bytes = new byte[Fingerprint.LENGTH];
		bytes[0] = (byte) number;
		bytes[1] = (byte) (number >> 8);
		return Fingerprint.of(bytes);
	}

	private void put(int number, Duration lifetime, Mark mark) {
		Instant end = this.clock.instant().plus(lifetime);
		this.store.put(key(number), new StoredRecord(1, 1, this.clock.instant(), end, end, List.of(new Stamp(mark, 1)),
				"x".repeat(PAYLOAD).getBytes(StandardCharsets.UTF_8)));
	}

	private void put(int number) {
		put(number, Duration.ofHours(1), new Mark(1, number));
	}

	private StoreReport report() {
		this.clock.advance(Duration.ofMinutes(1));
		return this.store.reports().getFirst();
	}

	private ServerReport server() {
		this.clock.advance(Duration.ofMinutes(1));
		return this.store.servers().getFirst();
	}

	@Test
	void countsWhatIsUnderThePrefixAndNothingElse() {
		this.server.ask("SET other:1 value");
		for (int i = 0; i < 700; i++) {
			put(i);
		}
		this.store.put(key(0), Objects.requireNonNull(this.store.get(key(0))));
		assertThat(this.store.get(key(1_000))).isNull();
		StoreReport report = report();
		assertThat(report.store()).isEqualTo("exact-redis");
		assertThat(report.layer()).isEqualTo(Layer.EXACT);
		assertThat(report.backend()).isEqualTo("redis");
		assertThat(report.entries()).isEqualTo(700);
		assertThat(report.accesses()).isEqualTo(new Accesses(1L, 1L, 701));
		assertThat(report.available()).isTrue();
		String usage = this.server.ask("MEMORY USAGE " + RedisAnswerStore.DEFAULT_PREFIX + "A".repeat(43));
		double used = 700.0 * Long.parseLong(usage.lines().findFirst().orElseThrow().substring(1));
		assertThat(report.bytes()).isBetween(Math.round(used * 0.9), Math.round(used * 1.1));
	}

	@Test
	void whatHasExpiredIsNotCounted() {
		put(1);
		put(2, Duration.ofMillis(50), MARK);
		Awaitility.await()
			.until(() -> this.store.get(key(2)) == null && server().evictions().getOrDefault("expired", 0L) == 1);
		assertThat(report().entries()).isOne();
	}

	@Test
	void countsWhatIsErased() {
		put(1);
		put(2, Duration.ofHours(1), MARK);
		put(3, Duration.ofHours(1), MARK);
		assertThat(this.store.erase(Set.of(MARK))).isEqualTo(2);
		StoreReport report = report();
		assertThat(report.entries()).isOne();
		// What the server lets go of, it does not tell by prefix
		assertThat(report.evictions()).isEqualTo(Map.of("erased", 2L, "unreadable", 0L));
	}

	@Test
	void tellsWhatTheServerLetsGoOfForWantOfRoom() {
		long used = Objects.requireNonNull(server().bytes());
		this.server.ask("CONFIG SET maxmemory " + (used + (1 << 20)));
		this.server.ask("CONFIG SET maxmemory-policy allkeys-lru");
		for (int i = 0; i < 300; i++) {
			put(i);
		}
		ServerReport server = server();
		assertThat(server.maximumBytes()).isEqualTo(used + (1 << 20));
		assertThat(server.evictionPolicy()).isEqualTo("allkeys-lru");
		assertThat(server.evictions().get("size")).isPositive();
		long left = Objects.requireNonNull(report().entries());
		assertThat(server.evictions()).containsEntry("size", 300 - left);
	}

	@Test
	void anUnboundedServerHasNoMaximum() {
		assertThat(server().maximumBytes()).isNull();
		assertThat(server().bytes()).isPositive();
	}

	@Test
	void aServerThatIsStoppedLeavesTheLastFiguresAndKeepsNobodyWaiting() {
		put(1);
		assertThat(report().entries()).isOne();
		Long bytes = server().bytes();
		this.server.stop();
		long start = System.nanoTime();
		for (int i = 0; i < 20; i++) {
			report();
			server();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		Awaitility.await().until(() -> !report().available());
		assertThat(report().entries()).isOne();
		assertThat(server().bytes()).isEqualTo(bytes);
		assertThat(server().available()).isFalse();
		this.server.restart();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> report().available() && server().available());
	}

	@Test
	void whatMayNotBeKnownIsUnknown() {
		put(1);
		this.server.ask("ACL SETUSER default -info -strlen");
		StoreReport report = report();
		assertThat(report.entries()).isOne();
		assertThat(report.bytes()).isNull();
		assertThat(report.available()).isTrue();
		assertThat(server()).isEqualTo(new ServerReport("redis", null, null, Map.of(), null, true));
		this.server.ask("ACL SETUSER default -scan");
		assertThat(report().entries()).isNull();
	}

	@Test
	void countsVectorsToo() {
		try (RedisEmbeddingStore vectors = new RedisEmbeddingStore(
				RedisConnections.of(this.application, RedisTestConnections.AMPLE), "v:", RedisTestConnections.AMPLE,
				Duration.ofDays(1), Duration.ofDays(1), this.clock)) {
			VectorKey present = TestVectors.keys().document("space", "a").getFirst();
			VectorKey absent = TestVectors.keys().document("space", "b").getFirst();
			vectors.put(Map.of(present, new byte[1_000]));
			vectors.get(List.of(present, absent));
			StoreReport report = vectors.reports().getFirst();
			assertThat(report.store()).isEqualTo("embedding-redis");
			assertThat(report.entries()).isOne();
			assertThat(report.bytes()).isBetween(1_000L, 1_300L);
			assertThat(report.accesses()).isEqualTo(new Accesses(1L, 1L, 1));
		}
	}

	@Test
	void areTheSameOnConnectionsThatAreBorrowed() {
		for (int i = 0; i < 300; i++) {
			put(i);
		}
		StoreReport own = report();
		try (RedisAnswerStore borrowing = new RedisAnswerStore(RedisConnections
			.of(new RedisTestConnections.OtherFactory(this.application), RedisTestConnections.AMPLE),
				RedisAnswerStore.DEFAULT_PREFIX, this.clock)) {
			StoreReport borrowed = borrowing.reports().getFirst();
			assertThat(borrowed.entries()).isEqualTo(own.entries()).isEqualTo(300);
			assertThat(borrowed.bytes()).isEqualTo(own.bytes());
			assertThat(borrowing.servers().getFirst().bytes()).isPositive();
			assertThat(borrowing.servers().getFirst().evictionPolicy()).isEqualTo("noeviction");
		}
	}

	@Test
	void areThoseOfAllMastersOfACluster() {
		LettuceConnectionFactory cluster = RedisTestConnections.application(RedisCluster.shared(),
				LettuceClientConfiguration.defaultConfiguration());
		String prefix = "figures:" + System.nanoTime() + ":";
		try (RedisAnswerStore store = new RedisAnswerStore(RedisConnections.of(cluster, RedisTestConnections.AMPLE),
				prefix, this.clock)) {
			Instant end = this.clock.instant().plus(Duration.ofMinutes(1));
			for (int i = 0; i < 300; i++) {
				store.put(key(i), new StoredRecord(1, 1, this.clock.instant(), end, end, List.of(), new byte[1_000]));
			}
			Awaitility.await().untilAsserted(() -> {
				this.clock.advance(Duration.ofMinutes(1));
				assertThat(store.reports().getFirst().entries()).isEqualTo(300);
			});
			assertThat(store.reports().getFirst().bytes()).isBetween(300 * 1_000L, 300 * 1_500L);
			ServerReport all = store.servers().getFirst();
			assertThat(all.bytes()).isGreaterThan(2_000_000);
			assertThat(all.evictions()).containsOnlyKeys("size", "expired");
			for (int i = 0; i < 300; i++) {
				store.remove(key(i));
			}
		}
		finally {
			cluster.destroy();
		}
	}

}
