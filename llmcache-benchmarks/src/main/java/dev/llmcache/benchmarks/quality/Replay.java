package dev.llmcache.benchmarks.quality;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Auditing;
import dev.llmcache.CacheHooks;
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
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.TokenUsage;
import dev.llmcache.benchmarks.quality.QualityStream.Labelled;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.semantic.SemanticSettings;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;

/**
 * Asks the questions of a stream one after another, in one scope that is empty at first.
 * The model's answer is the label.
 */
final class Replay {

	private static final long INDEX_BYTES = 256L << 20;

	private static final long VECTOR_BYTES = 64L << 20;

	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

	private static final Marks MARKS = (invalidation) -> List.of(new Mark(invalidation.hashCode(), 1));

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final QuestionEmbedder model;

	private final QualityOptions options;

	private final Random random;

	private final QualityStream stream;

	private final FallibleVerdicts verdicts;

	Replay(QuestionEmbedder model, QualityOptions options, QualityStream stream) {
		this.model = model;
		this.options = options;
		this.random = new Random(options.seed());
		this.stream = stream;
		this.verdicts = new FallibleVerdicts(stream, options, this.random);
	}

	StreamResult run() {
		Generations generations = new FleetGenerations(new InMemoryGenerationStore(CLOCK), Freshness.STANDARD, CLOCK);
		try (LuceneVectorIndex index = LuceneVectorIndex.inMemory(INDEX_BYTES, CLOCK)) {
			SemanticCache layer = new SemanticCache(new EmbeddingCache(this.model, VECTOR_BYTES), index, settings(),
					generations, 1, (write) -> {
						write.run();
						return CompletableFuture.completedFuture(null);
					}, CLOCK);
			LlmCache cache = new LlmCache(List.of(layer), List.of(), generations, MARKS,
					CacheHooks.of((kind, failure) -> {
						throw new IllegalStateException(kind + " failed", failure);
					}));
			return run(cache);
		}
	}

	private SemanticSettings settings() {
		Calibrators calibrators = new Calibrators(MARKS, this.verdicts, CLOCK, this.random);
		return new SemanticSettings(this.options.guarded() ? Guards.standard() : List.of(), calibrators,
				new PolicyPrecisions(MARKS, new InMemoryObservationStore(), CLOCK), this.verdicts, AnswerVerifier.NONE,
				this.options.echo(), this.random);
	}

	private StreamResult run(LlmCache cache) {
		Plan plan = new Plan("quality", new Owner.Application(), Set.of(Layer.SEMANTIC), true, true, false,
				Lifetimes.of(Duration.ofDays(1)), null, this.options.acceptance(), Auditing.NONE, 1, null, Set.of());
		int hits = 0;
		int wrong = 0;
		for (Labelled asked : this.stream.questions()) {
			CacheQuery query = new CacheQuery(asked.text(),
					List.of(new CacheKey(SCOPE, SCOPE.derive(asked.text().getBytes(StandardCharsets.UTF_8)))));
			if (cache.lookup(query, plan) instanceof Hit hit) {
				hits++;
				wrong += this.stream.isRight(label(hit.answer()), asked.label()) ? 0 : 1;
				if (hit.audited()) {
					store(cache, query, plan, asked);
				}
			}
			else {
				store(cache, query, plan, asked);
			}
		}
		return StreamResult.of(this.stream.name(), this.stream.questions().size(), hits, wrong, this.verdicts.count());
	}

	private void store(LlmCache cache, CacheQuery query, Plan plan, Labelled asked) {
		String text = this.options.echo() ? asked.text() + ' ' + asked.label() : asked.label();
		CachedAnswer answer = new CachedAnswer(List.of(new Generation(text, List.of(), List.of(), "stop", List.of(),
				Map.of("label", asked.label()), Map.of())), null, null, TokenUsage.UNKNOWN, Map.of(),
				Duration.ofSeconds(1));
		this.verdicts.know(text, asked.label());
		cache.store(query, plan, new Entry(answer, Objects.requireNonNull(cache.snapshot(query, plan)), 0));
	}

	private static String label(CachedAnswer answer) {
		return String.valueOf(answer.generations().getFirst().metadata().get("label"));
	}

}
