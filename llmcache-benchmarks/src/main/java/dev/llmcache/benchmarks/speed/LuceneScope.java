package dev.llmcache.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.TokenUsage;
import dev.llmcache.benchmarks.scopes.WordedScope;
import dev.llmcache.benchmarks.scopes.WordedScope.Answered;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.semantic.SemanticSettings;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.VectorIndex;

/**
 * The semantic layer over an index that holds one scope, with all guards, answers that
 * are compared by their vectors, and a mark on each.
 */
final class LuceneScope {

	private static final long VECTOR_BYTES = 64L << 20;

	private static final Duration LIFETIME = Duration.ofDays(1);

	private static final Mark MARK = new Mark(1, 1);

	private static final Marks MARKS = (invalidation) -> List.of(MARK);

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Plan PLAN = new Plan("speed", new Owner.Application(), Set.of(Layer.SEMANTIC), true, true,
			false, Lifetimes.of(LIFETIME), null, Preset.BALANCED, Auditing.NONE, 1, null, Set.of());

	private final InstantSource clock = InstantSource.system();

	private final Generations generations = new FleetGenerations(new InMemoryGenerationStore(this.clock),
			Freshness.STANDARD, this.clock);

	private final KnownQuestions embedder;

	private final SemanticCache layer;

	LuceneScope(KnownQuestions embedder, VectorIndex index) {
		this.embedder = embedder;
		InMemoryObservationStore observations = new InMemoryObservationStore();
		Random random = new Random(1);
		SemanticSettings settings = new SemanticSettings(Guards.standard(),
				new Calibrators(MARKS, observations, this.clock, random),
				new PolicyPrecisions(MARKS, observations, this.clock), AnswerJudge.NONE, AnswerVerifier.NONE, true,
				random);
		this.layer = new SemanticCache(new EmbeddingCache(embedder, VECTOR_BYTES), index, settings, this.generations, 1,
				(write) -> {
					write.run();
					return CompletableFuture.completedFuture(null);
				}, this.clock);
	}

	/** Stores questions and answers as calls would. */
	void fill(WordedScope scope) {
		for (Answered answered : scope.stored()) {
			this.layer.store(query(answered.question()), PLAN, new Entry(answer(answered.answer()),
					this.generations.snapshot(Set.of(MARK), LIFETIME), this.clock.millis()));
		}
	}

	private static CachedAnswer answer(String text) {
		return new CachedAnswer(
				List.of(new Generation(text, List.of(), List.of(), "stop", List.of(), Map.of(), Map.of())),
				"chatcmpl-1", "gpt-4.1", TokenUsage.UNKNOWN, Map.of(), Duration.ofSeconds(1));
	}

	Lookup lookup(String question) {
		return this.layer.lookup(query(question), PLAN);
	}

	private static CacheQuery query(String question) {
		return new CacheQuery(question,
				List.of(new CacheKey(SCOPE, SCOPE.derive(question.getBytes(StandardCharsets.UTF_8)))));
	}

	/** Where the index has the questions. */
	Fingerprint partition() {
		return SCOPE.derive(this.embedder.modelId().getBytes(StandardCharsets.UTF_8));
	}

}
