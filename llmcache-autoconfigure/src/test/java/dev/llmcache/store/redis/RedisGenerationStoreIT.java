package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.OpenBreaker;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisGenerationStoreIT extends GenerationStoreContract {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final String epoch = this.prefix + "{g}:epoch";

	final LettuceConnectionFactory application = application();

	final RawKeys keys = new RawKeys(this.application, this.prefix);

	private final RedisConnections connections = connections(this.application);

	final RedisGenerationStore store = new RedisGenerationStore(this.connections, this.prefix);

	LettuceConnectionFactory application() {
		return RedisTestConnections.application(RedisServer.shared());
	}

	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(factory, RedisTestConnections.AMPLE);
	}

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	@Override
	protected void lose(Mark mark) {
		assertThat(this.keys.delete(key(mark))).isTrue();
	}

	private String key(Mark mark) {
		return this.prefix + "{g}:" + RawKeys.base64(mark.bytes());
	}

	@AfterEach
	void close() {
		this.keys.deleteAll();
		this.store.close();
		this.connections.close();
		this.application.destroy();
	}

	@Test
	void invalidatesThoughNobodyElseIsLetThrough() {
		long before = create(TAG);
		try (OpenBreaker open = new OpenBreaker()) {
			RedisGenerationStore guarded = new RedisGenerationStore(
					new GuardedConnections(this.connections, open.breaker()), this.prefix);
			assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> guarded.read(Set.of(TAG)));
			assertThat(guarded.replace(Set.of(TAG), LIFETIME).get(TAG)).isNotEqualTo(before);
			assertThat(create(TAG)).isNotEqualTo(before);
		}
	}

	@Test
	void namesKeysByPrefixSlotAndMarkOnly() {
		create(TAG);
		assertThat(this.keys.names()).containsExactlyInAnyOrder(key(TAG), this.epoch);
	}

	@Test
	void letsRedisForgetGenerationsWhenTheyMay() {
		create(TAG);
		replace(OTHER);
		for (Mark mark : Set.of(TAG, OTHER)) {
			assertThat(this.keys.timeToLive(key(mark))).isBetween(LIFETIME.toMillis() - 60_000, LIFETIME.toMillis());
		}
	}

	@Test
	void keepsAGenerationLongerButNeverShorterWhenItIsAskedForAgain() {
		create(TAG);
		this.store.readOrCreate(Set.of(TAG), LIFETIME.multipliedBy(2));
		this.store.readOrCreate(Set.of(TAG), Duration.ofSeconds(1));
		this.store.read(Set.of(TAG));
		assertThat(this.keys.timeToLive(key(TAG))).isGreaterThan(LIFETIME.toMillis());
	}

	@Test
	void keepsTheEpochForEver() {
		create(TAG);
		assertThat(this.keys.timeToLive(this.epoch)).isEqualTo(-1);
	}

	@Test
	void takesALifetimeLongerThanRedisDoes() {
		long generation = generation(this.store.replace(Set.of(TAG), Duration.ofMillis(Long.MAX_VALUE)), TAG);
		assertThat(this.store.readOrCreate(Set.of(TAG), Duration.ofMillis(Long.MAX_VALUE))).containsEntry(TAG,
				generation);
	}

	@Test
	void takesAValueOfAnotherLengthForNone() {
		long before = create(TAG);
		this.keys.set(key(TAG), new byte[] { 1, 2, 3 });
		assertThat(this.store.read(Set.of(TAG))).isEmpty();
		assertThat(create(TAG)).isNotEqualTo(before).isEqualTo(this.store.read(Set.of(TAG)).get(TAG));
	}

	@Test
	void losesAllGenerationsWithTheEpoch() {
		Map<Mark, Long> before = this.store.readOrCreate(Set.of(TAG, OTHER), LIFETIME);
		this.keys.delete(this.epoch);
		Map<Mark, Long> after = this.store.readOrCreate(Set.of(TAG, OTHER), LIFETIME);
		assertThat(after.get(TAG)).isNotEqualTo(before.get(TAG));
		assertThat(after.get(OTHER)).isNotEqualTo(before.get(OTHER));
	}

	@Test
	void losesAllGenerationsWhenTheHistoryOfTheDataIsAnother() {
		long before = create(TAG);
		byte[] epoch = this.keys.get(this.epoch);
		epoch[epoch.length - 1]++;
		this.keys.set(this.epoch, epoch);
		assertThat(this.store.read(Set.of(TAG)).get(TAG)).isNotEqualTo(before);
	}

	@Test
	void readsMakesAndReplacesAnyNumberOfMarks() {
		Set<Mark> marks = LongStream.range(0, 2L * RedisGenerationStore.MOST_AT_ONCE + 1)
			.mapToObj(GenerationStoreContract::mark)
			.collect(Collectors.toSet());
		Map<Mark, Long> made = this.store.readOrCreate(marks, LIFETIME);
		assertThat(made).containsOnlyKeys(marks);
		assertThat(this.store.read(marks)).isEqualTo(made);
		Map<Mark, Long> replaced = this.store.replace(marks, LIFETIME);
		assertThat(this.store.read(replaced.keySet())).isEqualTo(replaced);
		assertThat(replaced).hasSize(marks.size() + 1);
		assertThat(replaced.values()).doesNotContainAnyElementsOf(made.values());
	}

	@Test
	void isReadAlikeByAllInstances() {
		long generation = create(TAG);
		try (RedisConnections others = connections(this.application);
				RedisGenerationStore other = new RedisGenerationStore(others, this.prefix)) {
			assertThat(other.read(Set.of(TAG))).containsEntry(TAG, generation);
			long replaced = generation(other.replace(Set.of(TAG), LIFETIME), TAG);
			assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, replaced);
		}
	}

}
