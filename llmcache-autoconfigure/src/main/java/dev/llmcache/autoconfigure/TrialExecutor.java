package dev.llmcache.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.llmcache.store.WriteExecutor;

/**
 * Executor that rejects what a queue has no room for.
 *
 * @param queue the queue
 */
record TrialExecutor(WriteExecutor queue) implements Executor {

	@Override
	public void execute(Runnable task) {
		if (this.queue.submit(task).toCompletableFuture().isCompletedExceptionally()) {
			throw new RejectedExecutionException("No room in the queue");
		}
	}

}
