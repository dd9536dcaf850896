package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.llmcache.AnswerComparison;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Candidates.Voter;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.TokenUsage;
import dev.llmcache.exact.AnswerCandidates;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.NearCachedAnswerStore;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Candidates of two instances that share a Redis, each with memory of its own before it.
 */
class RedisCandidatesIT {

	private final InstantSource clock = InstantSource.system();

	private final Generations generations = TestGenerations.local(this.clock);

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final LettuceConnectionFactory application = RedisTestConnections.application(RedisServer.shared(),
			LettuceClientConfiguration.builder().build());

	private final AnswerStore oneStore = store();

	private final AnswerStore otherStore = store();

	private final AnswerCandidates one = candidates(this.oneStore);

	private final AnswerCandidates other = candidates(this.otherStore);

	private AnswerStore store() {
		return new NearCachedAnswerStore(new CaffeineAnswerStore(1 << 20, this.clock),
				new RedisAnswerStore(RedisConnections.of(this.application, RedisTestConnections.AMPLE), this.prefix,
						this.clock),
				TestGenerations.DIRECT, this.generations);
	}

	private AnswerCandidates candidates(AnswerStore store) {
		return new AnswerCandidates(store, TestGenerations.DIRECT, this.generations, AnswerComparison.BY_TEXT, 1,
				this.clock);
	}

	@AfterEach
	void close() {
		this.oneStore.erase(Set.of(mark(1), mark(2), mark(3)));
		this.oneStore.close();
		this.otherStore.close();
		this.application.destroy();
	}

	private static Mark mark(int user) {
		return new Mark(11, user);
	}

	private boolean propose(AnswerCandidates candidates, int user) {
		Fingerprint root = Fingerprint.of(new byte[Fingerprint.LENGTH]);
		CacheQuery query = new CacheQuery("When do you open?",
				List.of(new CacheKey(root, root.derive(this.prefix.getBytes(StandardCharsets.UTF_8)))));
		CachedAnswer answer = new CachedAnswer(List.of(new Generation("At nine.", "STOP", Map.of())), "id", "model",
				TokenUsage.UNKNOWN, Map.of(), Duration.ZERO);
		Entry entry = new Entry(answer, this.generations.snapshot(List.of(), Duration.ofHours(1)), 0);
		return candidates
			.propose(query, TestPolicy.plan(0.8, Layer.EXACT), entry,
					new Voter(mark(user), List.of(mark(user)), Mark.NO_TENANT), 3)
			.toCompletableFuture()
			.join();
	}

	@Test
	void areCountedTogether() {
		assertThat(propose(this.one, 1)).isFalse();
		assertThat(propose(this.other, 1)).isFalse();
		assertThat(propose(this.other, 2)).isFalse();
		assertThat(propose(this.one, 2)).isFalse();
		assertThat(propose(this.one, 3)).isTrue();
	}

	@Test
	void whatIsErasedOnOneInstanceIsCountedOnNone() {
		propose(this.one, 1);
		propose(this.other, 2);
		this.generations.replace(Set.of(mark(1)));
		assertThat(this.oneStore.erase(Set.of(mark(1)))).isOne();
		assertThat(propose(this.other, 3)).isFalse();
		assertThat(propose(this.one, 1)).isTrue();
	}

}
