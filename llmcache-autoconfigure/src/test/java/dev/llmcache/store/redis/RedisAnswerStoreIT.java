package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.AnswerStoreContract;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.resource.ClientResources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedisAnswerStoreIT extends AnswerStoreContract {

	final String prefix = "test:" + UUID.randomUUID() + ":";

	private final ClientResources resources = ClientResources.create();

	final LettuceConnectionFactory application = application(
			LettuceClientConfiguration.builder().clientResources(this.resources).build());

	final RedisAnswerStore store = new RedisAnswerStore(connections(this.application), this.prefix, this.clock);

	LettuceConnectionFactory application(LettuceClientConfiguration settings) {
		return RedisTestConnections.application(RedisServer.shared(), settings);
	}

	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(factory, RedisTestConnections.AMPLE);
	}

	@Override
	protected AnswerStore store() {
		return this.store;
	}

	@Override
	protected void overwriteBytes(Fingerprint key, byte[] bytes) {
		try (RedisConnection redis = this.application.getConnection()) {
			byte[] name = onlyKey(redis);
			redis.stringCommands().set(name, bytes);
		}
	}

	private byte[] onlyKey(RedisConnection redis) {
		byte[] pattern = (this.prefix + "*").getBytes(StandardCharsets.UTF_8);
		return assertThat(redis.keyCommands().keys(pattern)).singleElement().actual();
	}

	@AfterEach
	void close() {
		try (RedisConnection redis = this.application.getConnection()) {
			byte[] pattern = (this.prefix + "*").getBytes(StandardCharsets.UTF_8);
			redis.keyCommands().keys(pattern).forEach((key) -> redis.keyCommands().del(key));
		}
		this.store.close();
		this.application.destroy();
		this.resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	@Test
	void namesAKeyByPrefixAndFingerprintOnly() {
		this.store.put(fingerprint("key"), record("answer"));
		try (RedisConnection redis = this.application.getConnection()) {
			assertThat(new String(onlyKey(redis), StandardCharsets.UTF_8)).startsWith(this.prefix)
				.hasSize(this.prefix.length() + 43);
		}
	}

	@Test
	void letsRedisForgetWhatExpires() {
		this.store.put(fingerprint("key"), record(new byte[1], Duration.ofMinutes(10)));
		try (RedisConnection redis = this.application.getConnection()) {
			assertThat(redis.keyCommands().pTtl(onlyKey(redis))).isBetween(1L, Duration.ofMinutes(10).toMillis());
		}
	}

	@Test
	void anExpiredRecordTakesThePlaceOfALiveOne() {
		this.store.put(fingerprint("key"), record("live"));
		this.store.put(fingerprint("key"), record(new byte[1], Duration.ZERO));
		assertThat(this.store.get(fingerprint("key"))).isNull();
	}

	@Test
	void takesALifetimeLongerThanRedisDoes() {
		this.store.put(fingerprint("key"), record(new byte[1], Duration.ofMillis(Long.MAX_VALUE / 4)));
		assertThat(this.store.get(fingerprint("key"))).isNotNull();
	}

	private Mark[] marks(int count) {
		return IntStream.range(0, count).mapToObj((i) -> new Mark(9, i)).toArray(Mark[]::new);
	}

	@Test
	void erasesRecordsOfMoreStampsThanItReadsAtFirst() {
		this.store.put(fingerprint("key"), marked(marks(200)));
		assertThat(this.store.erase(Set.of(new Mark(9, 199)))).isOne();
		assertThat(this.store.get(fingerprint("key"))).isNull();
	}

	@Test
	void erasesNothingThatIsNoRecord() {
		RawKeys keys = new RawKeys(this.application, this.prefix);
		keys.set(this.prefix + "text", new byte[1000]);
		keys.set(this.prefix + "empty", new byte[0]);
		keys.set(this.prefix + "cut off", Arrays.copyOf(marked(marks(200)).encode(), 1000));
		keys.setHash(this.prefix + "hash");
		assertThat(this.store.erase(Set.of(marks(200)))).isZero();
		assertThat(keys.names()).hasSize(4);
	}

	@Test
	void erasesNothingOfAnotherPrefix() {
		String likeOurs = this.prefix + "\\*[a]?:";
		try (RedisAnswerStore other = new RedisAnswerStore(connections(this.application), likeOurs, this.clock)) {
			this.store.put(fingerprint("key"), marked(marks(1)));
			other.put(fingerprint("key"), marked(marks(1)));
			assertThat(other.erase(Set.of(marks(1)))).isOne();
			assertThat(other.get(fingerprint("key"))).isNull();
			assertThat(this.store.get(fingerprint("key"))).isNotNull();
		}
	}

	@Test
	void erasesByWhatAllDriversCanDo() {
		int records = 3 * Keyspace.BATCH;
		IntStream.range(0, records).forEach((i) -> this.store.put(fingerprint("key " + i), marked(marks(1 + i % 2))));
		try (RedisConnection redis = this.application.getConnection()) {
			Keyspace keyspace = new CommonKeyspace(redis, Keyspace.pattern(this.prefix));
			assertThat(new Erasure(keyspace, Set.of(new Mark(9, 1))).run()).isEqualTo(records / 2);
		}
		assertThat(new RawKeys(this.application, this.prefix).names()).hasSize(records / 2);
	}

	@Test
	void deletesWhatCannotBeRead() {
		this.store.put(fingerprint("key"), record("answer"));
		overwriteBytes(fingerprint("key"), new byte[] { 1, 2, 3 });
		assertThat(this.store.get(fingerprint("key"))).isNull();
		RawKeys keys = new RawKeys(this.application, this.prefix);
		Awaitility.await().untilAsserted(() -> assertThat(keys.names()).isEmpty());
		assertThat(this.store.reports().getFirst().evictions()).containsEntry("unreadable", 1L);
	}

	@Test
	void deletesNothingThatTookThePlaceOfWhatCannotBeRead() {
		this.store.put(fingerprint("key"), record("answer"));
		assertThat(new RawKeys(this.application, this.prefix).names()).hasSize(1);
		this.store.delete(RecordPlace.of(fingerprint("key")), new byte[] { 1, 2, 3 });
		assertThat(text(this.store.get(fingerprint("key")))).isEqualTo("answer");
	}

	@Test
	void servesWhatAnotherProcessLearned() {
		this.store.put(fingerprint("key"), record("answer"));
		try (RedisAnswerStore other = new RedisAnswerStore(connections(this.application), this.prefix, this.clock)) {
			assertThat(text(other.get(fingerprint("key")))).isEqualTo("answer");
		}
	}

	@Test
	void leavesTheApplicationsFactoryRunningWhenItCloses() {
		this.store.close();
		this.application.resetConnection();
		try (RedisConnection redis = this.application.getConnection()) {
			assertThat(redis.ping()).isEqualTo("PONG");
		}
	}

}
