package dev.llmcache;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Watches what takes the cache some time, while it does it.
 * <p>
 * Thread-safe. Returns and throws what the watched work does.
 */
public interface CacheTracing {

	/** Nobody watches. */
	CacheTracing NONE = new CacheTracing() {

		@Override
		public Lookup lookup(Layer layer, Plan plan, Supplier<Lookup> lookup) {
			return lookup.get();
		}

		@Override
		public CompletionStage<@Nullable Void> store(Plan plan, Supplier<CompletionStage<@Nullable Void>> store) {
			return store.get();
		}

		@Override
		public <T> T refresh(Plan plan, Supplier<T> refresh) {
			return refresh.get();
		}

	};

	/**
	 * A layer looks for an answer that it does not have near.
	 * @param layer the layer
	 * @param plan what the policy decided about the call
	 * @param lookup looks
	 * @return what it found
	 */
	Lookup lookup(Layer layer, Plan plan, Supplier<Lookup> lookup);

	/**
	 * An answer is stored.
	 * @param plan what the policy decided about the call
	 * @param store begins to store it
	 * @return completed when it is stored
	 */
	CompletionStage<@Nullable Void> store(Plan plan, Supplier<CompletionStage<@Nullable Void>> store);

	/**
	 * The model is asked again for an answer that has grown old.
	 * @param <T> type of the result
	 * @param plan what the policy decided about the call
	 * @param refresh asks it
	 * @return what became of it
	 */
	<T> T refresh(Plan plan, Supplier<T> refresh);

}
