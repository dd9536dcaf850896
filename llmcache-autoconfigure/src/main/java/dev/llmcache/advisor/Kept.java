package dev.llmcache.advisor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer of the model.
 *
 * @param answer the answer as it was stored, or null when it was not
 * @param stored completed, never exceptionally, when no layer is busy with it any more
 */
record Kept(@Nullable CachedAnswer answer, CompletionStage<@Nullable Void> stored) {

	/** It was not stored. */
	static final Kept NOTHING = new Kept(null, CompletableFuture.completedFuture(null));

}
