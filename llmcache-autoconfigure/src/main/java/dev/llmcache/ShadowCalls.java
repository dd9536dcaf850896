package dev.llmcache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Tries the layers out on calls that the model has answered, as if the cache were on.
 * <p>
 * Of a call that would have been a hit nothing is stored, as nothing would have been.
 * Only what was stored before the model was asked counts. Thread-safe; nobody waits.
 */
final class ShadowCalls {

	private final Executor executor;

	private final CacheListener listener;

	/**
	 * Creates the trials.
	 * @param executor where they take place; it may reject them
	 * @param listener told of them
	 */
	ShadowCalls(Executor executor, CacheListener listener) {
		this.executor = executor;
		this.listener = listener;
	}

	CompletionStage<@Nullable Void> consider(List<GuardedLayer> layers, CacheQuery query, Plan plan, Entry entry) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		try {
			this.executor.execute(() -> {
				if (isHit(layers, query, plan, entry)) {
					done.complete(null);
				}
				else {
					this.listener.stored(plan, entry.answer());
					GuardedLayer.store(layers, query, plan, entry)
						.whenComplete((stored, failure) -> done.complete(null));
				}
			});
		}
		catch (RejectedExecutionException ex) {
			done.complete(null);
		}
		return done;
	}

	private boolean isHit(List<GuardedLayer> layers, CacheQuery query, Plan plan, Entry entry) {
		for (GuardedLayer layer : layers) {
			Trial trial = layer.trial(query, plan, entry);
			this.listener.tried(plan, trial, entry.answer());
			if (trial.hit()) {
				return true;
			}
		}
		return false;
	}

}
