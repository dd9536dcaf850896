package dev.llmcache;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Decision.Plan;
import dev.llmcache.test.TestGenerations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErasureOfKeysTests {

	private static final Mark CURRENT = new Mark(1, 1);

	private static final Mark PREVIOUS = new Mark(2, 2);

	private final List<Throwable> failures = new ArrayList<>();

	private final Keys keys = new Keys();

	private final RecordingLayer layer = new RecordingLayer();

	private final LlmCache cache = new LlmCache(List.of(this.layer), List.of(),
			TestGenerations.local(InstantSource.system()), (invalidation) -> List.of(CURRENT, PREVIOUS),
			new CacheHooks((layer, failure) -> this.failures.add(failure), CacheListener.NONE, CacheTracing.NONE,
					(id) -> null, Runnable::run, this.keys));

	@Test
	void deletesTheKeysUnderAllSecretsBeforeTheAnswers() {
		ErasureReceipt receipt = this.cache.erase(Invalidation.byTenant("acme"));
		assertThat(receipt.isComplete()).isTrue();
		assertThat(this.keys.erased).containsExactlyInAnyOrder(CURRENT, PREVIOUS);
		assertThat(this.layer.keysWereGone).isTrue();
	}

	@Test
	void aKeyThatIsLeftIsAFailureOfAllThatAnswer() {
		this.keys.failure = new IllegalStateException("away");
		ErasureReceipt receipt = this.cache.erase(Invalidation.byTenant("acme"));
		assertThat(receipt.isComplete()).isFalse();
		assertThat(receipt.failed()).containsExactly(Layer.EXACT);
		assertThat(receipt.deleted()).containsEntry(Layer.EXACT, 3L);
		assertThat(this.failures).containsExactly(this.keys.failure);
	}

	@Test
	void forgetsKeysWhenAnotherInstanceHasErased() {
		this.cache.forget();
		assertThat(this.keys.forgotten).isTrue();
	}

	private static final class Keys implements DataKeyErasure {

		private final Set<Mark> erased = new HashSet<>();

		private @Nullable IllegalStateException failure;

		private boolean forgotten;

		@Override
		public long erase(Set<Mark> tenants) {
			if (this.failure != null) {
				throw this.failure;
			}
			this.erased.addAll(tenants);
			return tenants.size();
		}

		@Override
		public void forget() {
			this.forgotten = true;
		}

	}

	private final class RecordingLayer implements AnswerLayer {

		private boolean keysWereGone;

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
			// Nothing is learned
		}

		@Override
		public long erase(Set<Mark> marks) {
			this.keysWereGone = ErasureOfKeysTests.this.keys.erased.containsAll(marks);
			return 3;
		}

		@Override
		public long sweep() {
			return 0;
		}

	}

}
