package dev.llmcache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.Set;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import java.time.InstantSource;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LlmCacheTests {

	private static final Fingerprint ANY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final CacheQuery QUERY = new CacheQuery("q", List.of(new CacheKey(ANY, ANY)));

	private static final Plan PLAN = TestPolicy.plan(0.92, Layer.EXACT, Layer.SEMANTIC);

	private static final CachedAnswer ANSWER = new CachedAnswer(List.of(), null, null, TokenUsage.UNKNOWN, Map.of(),
			Duration.ofSeconds(1));

	private final List<Throwable> failures = new ArrayList<>();

	private final OneAnswerLayer exact = new OneAnswerLayer(Layer.EXACT);

	private final OneAnswerLayer semantic = new OneAnswerLayer(Layer.SEMANTIC);

	private final LlmCache cache = new LlmCache(List.of(this.semantic, this.exact), List.of(),
			TestGenerations.local(InstantSource.system()), (invalidation) -> List.of(),
			CacheHooks.of((layer, failure) -> this.failures.add(failure)));

	@ParameterizedTest
	@ValueSource(
			classes = { IllegalStateException.class, NoClassDefFoundError.class, ExceptionInInitializerError.class })
	void aLayerThatFailsHasMissedAndTheNextIsAsked(Class<? extends Throwable> type) throws Exception {
		this.cache.store(QUERY, PLAN, TestGenerations.entry(ANSWER));
		this.exact.failure = type.getConstructor().newInstance();
		assertThat(this.cache.lookup(QUERY, PLAN)).isInstanceOfSatisfying(Hit.class,
				(hit) -> assertThat(hit.layer()).isEqualTo(Layer.SEMANTIC));
		assertThat(this.failures).containsExactly(this.exact.failure);
	}

	@ParameterizedTest
	@ValueSource(
			classes = { IllegalStateException.class, NoClassDefFoundError.class, ExceptionInInitializerError.class })
	void aLayerThatFailsToStoreKeepsNoOtherFromStoring(Class<? extends Throwable> type) throws Exception {
		this.exact.failure = type.getConstructor().newInstance();
		this.cache.store(QUERY, PLAN, TestGenerations.entry(ANSWER));
		assertThat(this.semantic.stored).isEqualTo(ANSWER);
		assertThat(this.failures).containsExactly(this.exact.failure);
	}

	@Test
	void aLayerThatIsSwitchedOffTakesNoPart() {
		this.cache.setEnabled(Layer.EXACT, false);
		this.cache.store(QUERY, PLAN, TestGenerations.entry(ANSWER));
		assertThat(this.exact.stored).isNull();
		assertThat(this.semantic.stored).isEqualTo(ANSWER);
		assertThat(this.cache.isEnabled(Layer.EXACT)).isFalse();
		this.cache.setEnabled(Layer.EXACT, true);
		this.cache.store(QUERY, PLAN, TestGenerations.entry(ANSWER));
		assertThat(this.exact.stored).isEqualTo(ANSWER);
	}

	@Test
	void aLayerThatWasNotCreatedStaysOff() {
		this.cache.setEnabled(Layer.EMBEDDING, true);
		assertThat(this.cache.isEnabled(Layer.EMBEDDING)).isFalse();
		assertThat(this.cache.layers()).containsExactly(Layer.EXACT, Layer.SEMANTIC);
	}

	private static final class OneAnswerLayer implements AnswerLayer {

		private final Layer layer;

		private @Nullable CachedAnswer stored;

		private @Nullable Throwable failure;

		OneAnswerLayer(Layer layer) {
			this.layer = layer;
		}

		@Override
		public Layer layer() {
			return this.layer;
		}

		@Override
		public Lookup lookup(CacheQuery query, Plan plan) {
			fail();
			return (this.stored != null) ? new Hit(this.layer, this.stored, 1, Duration.ZERO, Duration.ofHours(1))
					: Miss.NOT_FOUND;
		}

		@Override
		public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
			fail();
			this.stored = entry.answer();
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public Trial trial(CacheQuery query, Plan plan, Entry entry) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void learn(HitSource source, boolean right) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public long sweep() {
			return 0;
		}

		private void fail() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
		}

	}

}
