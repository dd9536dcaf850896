package dev.llmcache.store.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.EmbeddingStoreContract;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedisEmbeddingStoreIT extends EmbeddingStoreContract {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final LettuceConnectionFactory application = application();

	private RedisEmbeddingStore store = open(this.application, Duration.ofDays(1));

	LettuceConnectionFactory application() {
		return RedisTestConnections.application(RedisServer.shared());
	}

	private RedisEmbeddingStore open(RedisConnectionFactory factory, Duration questionLifetime) {
		return new RedisEmbeddingStore(RedisConnections.of(factory, RedisTestConnections.AMPLE), this.prefix,
				RedisTestConnections.AMPLE, lifetime(), questionLifetime, InstantSource.system());
	}

	@Override
	protected EmbeddingStore store() {
		return this.store;
	}

	@Override
	protected EmbeddingStore reopened() {
		this.store.close();
		this.store = open(this.application, Duration.ofDays(1));
		return this.store;
	}

	@AfterEach
	void close() {
		new RawKeys(this.application, this.prefix).deleteAll();
		this.store.close();
		this.application.destroy();
	}

	@Test
	void worksWithAnyDriver() {
		try (RedisEmbeddingStore other = open(new RedisTestConnections.OtherFactory(this.application),
				Duration.ofDays(1))) {
			Map<VectorKey, byte[]> many = documents(150, 8);
			other.put(many);
			assertThat(other.get(many.keySet())).hasSize(150);
			assertThat(this.store.get(many.keySet())).hasSize(150);
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(longs = 60_000)
	void readsAndWritesWhatADriverCanDo(@Nullable Long lifetime) {
		List<byte[]> keys = List.of(key("a"), key("b"), key("c"));
		try (RedisConnection redis = this.application.getConnection()) {
			CommonValues values = new CommonValues(redis);
			values.put(List.of(keys.get(0), keys.get(2)), List.of(vector(1, 8), vector(2, 8)), Duration.ofSeconds(10));
			assertThat(values.get(keys, (lifetime != null) ? Duration.ofMillis(lifetime) : null))
				.containsOnly(Map.entry(0, vector(1, 8)), Map.entry(2, vector(2, 8)));
			assertThat(redis.keyCommands().pTtl(keys.get(2))).isBetween((lifetime != null) ? 10_001L : 1,
					(lifetime != null) ? lifetime : 10_000L);
		}
	}

	private byte[] key(String name) {
		return LuaScript.bytes(this.prefix + name);
	}

	@Test
	void servesManyAtOnce() throws Exception {
		Map<VectorKey, byte[]> many = documents(640, 8);
		this.store.put(many);
		int callers = 16;
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> all = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
			for (int i = 0; i < callers; i++) {
				all.add(threads.submit(() -> {
					start.await();
					assertThat(this.store.get(many.keySet())).hasSize(640);
					this.store.put(many);
					return true;
				}));
			}
			start.countDown();
			for (Future<?> one : all) {
				one.get();
			}
		}
	}

	@Test
	void letsGoOfQuestionsWhenTheirTimeIsOver() {
		VectorKey question = question(new Owner.Tenant("acme"), "q");
		VectorKey document = document("q");
		try (RedisEmbeddingStore shortly = open(this.application, Duration.ofMillis(50))) {
			shortly.put(Map.of(question, vector(1, 8), document, vector(2, 8)));
			Awaitility.await()
				.untilAsserted(() -> assertThat(shortly.get(List.of(question, document))).containsOnlyKeys(document));
		}
	}

	@Test
	void keepsADocumentForLongerEachTimeThatItIsAskedFor() {
		this.store.put(Map.of(document("a"), vector(1, 8)));
		RawKeys keys = new RawKeys(this.application, this.prefix);
		String key = keys.names().iterator().next();
		try (RedisConnection redis = this.application.getConnection()) {
			redis.keyCommands().pExpire(LuaScript.bytes(key), 60_000);
		}
		this.store.get(List.of(document("a")));
		assertThat(keys.timeToLive(key)).isGreaterThan(lifetime().minusMinutes(1).toMillis());
	}

	@Test
	void itsKeysTellNeitherTextNorOwner() {
		this.store.put(Map.of(question(new Owner.User("acme", "ann"), "how?"), vector(1, 8)));
		assertThat(new RawKeys(this.application, this.prefix).names()).singleElement()
			.asString()
			.startsWith(this.prefix + "q:")
			.doesNotContain("acme", "ann", "how");
	}

}
