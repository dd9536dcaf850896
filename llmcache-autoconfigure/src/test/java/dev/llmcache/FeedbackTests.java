package dev.llmcache;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Decision.Plan;
import dev.llmcache.HitSource.SameQuestion;
import dev.llmcache.test.TestGenerations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedbackTests {

	private static final HitSource SOURCE = new SameQuestion(
			new CacheKey(Fingerprint.of(new byte[Fingerprint.LENGTH]), Fingerprint.of(new byte[Fingerprint.LENGTH])),
			Instant.EPOCH);

	private final List<String> learned = new ArrayList<>();

	private boolean failing;

	private final LlmCache cache = new LlmCache(List.of(new LearningLayer()), List.of(),
			TestGenerations.local(InstantSource.system()), (invalidation) -> List.of(),
			new CacheHooks((layer, failure) -> {
			}, CacheListener.NONE, CacheTracing.NONE, Map.of("id", SOURCE)::get, Runnable::run));

	@Test
	void anAnswerThatIsRejectedReachesItsLayerOnce() {
		assertThat(this.cache.reject("id")).isTrue();
		assertThat(this.cache.reject("id")).isFalse();
		assertThat(this.learned).containsExactly("wrong");
	}

	@Test
	void anAnswerThatWasConfirmedCanStillBeRejected() {
		assertThat(this.cache.confirm("id")).isTrue();
		assertThat(this.cache.reject("id")).isTrue();
		assertThat(this.learned).containsExactly("right", "wrong");
	}

	@Test
	void whatIsNoIdIsNotTaken() {
		assertThat(this.cache.reject("other")).isFalse();
		assertThat(this.learned).isEmpty();
	}

	@Test
	void anAnswerCanBeRejectedAgainWhereThatFailed() {
		this.failing = true;
		assertThat(this.cache.reject("id")).isFalse();
		this.failing = false;
		assertThat(this.cache.reject("id")).isTrue();
	}

	private final class LearningLayer implements AnswerLayer {

		@Override
		public Layer layer() {
			return Layer.EXACT;
		}

		@Override
		public Lookup lookup(CacheQuery query, Plan plan) {
			return Lookup.Miss.NOT_FOUND;
		}

		@Override
		public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public Trial trial(CacheQuery query, Plan plan, Entry entry) {
			return Trial.nothing(Layer.EXACT);
		}

		@Override
		public void learn(HitSource source, boolean right) {
			if (FeedbackTests.this.failing) {
				throw new IllegalStateException("down");
			}
			FeedbackTests.this.learned.add(right ? "right" : "wrong");
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public long sweep() {
			return 0;
		}

	}

}
