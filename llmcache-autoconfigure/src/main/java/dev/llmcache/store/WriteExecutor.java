package dev.llmcache.store;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Carries out writes, now or later.
 */
@FunctionalInterface
public interface WriteExecutor {

	/**
	 * Takes a write. Throws nothing.
	 * @param write what to do
	 * @return completed when it was done; exceptionally when it failed or was dropped
	 */
	CompletionStage<@Nullable Void> submit(Runnable write);

}
