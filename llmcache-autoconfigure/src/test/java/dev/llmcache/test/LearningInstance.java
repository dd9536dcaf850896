package dev.llmcache.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Auditing;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.TokenUsage;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.VectorIndex;

/**
 * Instance of an application whose near questions all have one answer, in ever other
 * words.
 */
public final class LearningInstance {

	private static final Adaptive BOUNDS = new Adaptive(0.2, 0);

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final String STORED = "How do I return a broken kettle to the shop in town?";

	private static final String ASKED = "How can I return a broken kettle to the shop in town?";

	private static final List<String> VERBS = List.of("could", "should", "might", "would", "must");

	private static final List<String> ADVERBS = List.of("please", "kindly", "now", "today", "soon");

	private final SemanticCache cache;

	private final Plan plan;

	public LearningInstance(VectorIndex index, ObservationStore observations, InstantSource clock) {
		this.cache = new SemanticCache(new EmbeddingCache(new WordEmbedder("words"), 1 << 20), index, TestSemantics
			.settings((question, stored, answer) -> Optional.of(true), AnswerVerifier.NONE, observations, clock),
				TestGenerations.local(clock), 1, TestGenerations.DIRECT, clock);
		Plan any = TestPolicy.plan(1, Layer.SEMANTIC);
		this.plan = new Plan(any.policy(), any.owner(), Set.of(Layer.SEMANTIC), true, true, false, any.lifetimes(),
				null, BOUNDS, Auditing.NONE, 1, null, Set.of());
	}

	/** Answers near questions until it knows that their answers say the same. */
	public void learn() {
		store(STORED, "Send it back.");
		for (int i = 0; i < 200; i++) {
			int turn = i % VERBS.size();
			store(ASKED.replace("can", VERBS.get(turn)), "Just send it back, %s.".formatted(ADVERBS.get(turn)));
		}
	}

	/** Answers a question that is near to none. */
	public void answer() {
		store("When does the museum open on Sundays?", "At ten.");
	}

	public boolean servesWhatIsNear() {
		return this.cache.lookup(query(ASKED), this.plan) instanceof Hit;
	}

	private void store(String question, String answer) {
		this.cache.store(query(question), this.plan,
				TestGenerations.entry(new CachedAnswer(List.of(new Generation(answer, "STOP", Map.of())), null, null,
						TokenUsage.UNKNOWN, Map.of(), Duration.ofSeconds(1))));
	}

	private static CacheQuery query(String question) {
		return new CacheQuery(question,
				List.of(new CacheKey(SCOPE, SCOPE.derive(question.getBytes(StandardCharsets.UTF_8)))));
	}

}
