package dev.llmcache.semantic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.llmcache.Acceptance;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Owner;
import dev.llmcache.TokenUsage;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestSemantics;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link SemanticCache} that learns, and for those who have a say in it.
 */
class AdaptiveSemanticCacheTests {

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final String STORED = "How do I return a broken kettle to the shop in town?";

	private static final String ASKED = "How can I return a broken kettle to the shop in town?";

	private static final List<String> VERBS = List.of("could", "should", "might", "would", "must");

	private static final List<String> ADVERBS = List.of("please", "kindly", "now", "today", "soon");

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Generations generations = TestGenerations.local(this.clock);

	private final LuceneVectorIndex index = LuceneVectorIndex.inMemory(10 << 20, this.clock);

	private final List<String> judged = new ArrayList<>();

	@AfterEach
	void close() {
		this.index.close();
	}

	private SemanticCache cache(AnswerJudge judge, AnswerVerifier verifier) {
		return new SemanticCache(new EmbeddingCache(new WordEmbedder("words"), 1 << 20), this.index,
				TestSemantics.settings(judge, verifier), this.generations, 1, TestGenerations.DIRECT, this.clock);
	}

	private static Plan plan(Acceptance acceptance) {
		return new Plan("default", new Owner.Application(), Set.of(Layer.SEMANTIC), true, true, false,
				Lifetimes.of(Duration.ofHours(1)), null, acceptance, Auditing.NONE, 1, null, Set.of());
	}

	private static CacheQuery query(String question) {
		return new CacheQuery(question,
				List.of(new CacheKey(SCOPE, SCOPE.derive(question.getBytes(StandardCharsets.UTF_8)))));
	}

	private static void store(SemanticCache cache, Acceptance acceptance, String question, String answer) {
		cache.store(query(question), plan(acceptance),
				TestGenerations.entry(new CachedAnswer(List.of(new Generation(answer, "STOP", Map.of())), null, null,
						TokenUsage.UNKNOWN, Map.of(), Duration.ofSeconds(1))));
	}

	private static Lookup lookup(SemanticCache cache, Acceptance acceptance, String question) {
		return cache.lookup(query(question), plan(acceptance));
	}

	private Optional<Boolean> judge(boolean same, String question, String stored, String answer) {
		this.judged.add("%s %s %s".formatted(question, stored, answer));
		return Optional.of(same);
	}

	@Test
	void servesNothingAtFirstWhereItCouldBeWrong() {
		SemanticCache cache = cache(AnswerJudge.NONE, AnswerVerifier.NONE);
		Adaptive cautious = new Adaptive(0.01, 0);
		store(cache, cautious, STORED, "Send it back.");
		assertThat(lookup(cache, cautious, ASKED)).isInstanceOfSatisfying(Miss.class,
				(miss) -> assertThat(miss.reason()).isEqualTo("below-threshold"));
	}

	@Test
	void servesWhatHasTurnedOutRight() {
		SemanticCache cache = cache((question, stored, answer) -> judge(true, question, stored, answer),
				AnswerVerifier.NONE);
		Adaptive bounds = new Adaptive(0.2, 0);
		learn(cache, bounds);
		assertThat(this.judged).isNotEmpty();
		assertThat(lookup(cache, bounds, ASKED)).isInstanceOf(Hit.class);
	}

	@Test
	void servesNothingWhereNearQuestionsHaveOtherAnswers() {
		SemanticCache cache = cache((question, stored, answer) -> judge(false, question, stored, answer),
				AnswerVerifier.NONE);
		Adaptive bounds = new Adaptive(0.2, 0);
		learn(cache, bounds);
		assertThat(lookup(cache, bounds, ASKED)).isInstanceOf(Miss.class);
	}

	private static void learn(SemanticCache cache, Adaptive bounds) {
		store(cache, bounds, STORED, "Send it back.");
		for (int i = 0; i < 60; i++) {
			lookup(cache, bounds, ASKED);
			int turn = i % VERBS.size();
			store(cache, bounds, ASKED.replace("can", VERBS.get(turn)),
					"Just send it back, %s.".formatted(ADVERBS.get(turn)));
		}
	}

	@Test
	void comparesNothingWhereNothingIsToBeLearned() {
		SemanticCache cache = cache((question, stored, answer) -> judge(true, question, stored, answer),
				AnswerVerifier.NONE);
		store(cache, Preset.STRICT, STORED, "Send it back.");
		store(cache, Preset.STRICT, ASKED, "Just send it back.");
		assertThat(this.judged).isEmpty();
	}

	@Test
	void auditsSomeOfWhatItServes() {
		SemanticCache cache = cache((question, stored, answer) -> Optional.of(true), AnswerVerifier.NONE);
		Adaptive bounds = new Adaptive(0.2, 0);
		learn(cache, bounds);
		long audited = 0;
		for (int i = 0; i < 100; i++) {
			audited += (lookup(cache, bounds, ASKED) instanceof Hit hit && hit.audited()) ? 1 : 0;
		}
		assertThat(audited).isBetween(1L, 99L);
	}

	@Test
	void theVerifierHasTheLastWord() {
		List<String> asked = new ArrayList<>();
		SemanticCache cache = cache(AnswerJudge.NONE, (question, stored, answer) -> {
			asked.addAll(List.of(question, stored, answer));
			return false;
		});
		Preset near = new Preset(0.5, 0.1);
		store(cache, near, STORED, "Send it back.");
		assertThat(lookup(cache, near, ASKED)).isEqualTo(new Miss("verifier"));
		assertThat(asked).containsExactly(ASKED, STORED, "Send it back.");
	}

}
