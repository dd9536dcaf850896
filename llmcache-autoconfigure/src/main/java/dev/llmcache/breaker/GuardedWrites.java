package dev.llmcache.breaker;

import java.util.concurrent.CompletionStage;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.store.WriteExecutor;
import dev.llmcache.store.WriteQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes that fail at once while nothing is looked up, so that they do not pile up behind
 * a model or a server that hangs, and those of later calls are not kept waiting once it
 * answers again.
 * <p>
 * Thread-safe.
 */
public final class GuardedWrites implements WriteExecutor {

	private final WriteQueue queue;

	private final Breaker lookups;

	/**
	 * Guards writes.
	 * @param queue carries them out, and counts those that fail
	 * @param lookups breaker of the lookups that find what is written
	 */
	public GuardedWrites(WriteQueue queue, Breaker lookups) {
		this.queue = queue;
		this.lookups = lookups;
	}

	@Override
	public CompletionStage<@Nullable Void> submit(Runnable write) {
		try {
			this.lookups.requireClosed();
		}
		catch (BreakerOpenException ex) {
			return this.queue.refuse(ex);
		}
		return this.queue.submit(() -> {
			// It may have waited
			this.lookups.requireClosed();
			write.run();
		});
	}

}
