package dev.llmcache.advisor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer of the model.
 *
 * @param answer the answer as it was stored, or null when it was not
 * @param given the answer as the model gave it, stored or not, or null when it cannot be
 * read
 * @param stored completed, never exceptionally, when no layer is busy with it any more
 */
record Kept(@Nullable CachedAnswer answer, @Nullable CachedAnswer given, CompletionStage<@Nullable Void> stored) {

	/** There is none. */
	static final Kept NOTHING = rejected(null);

	static Kept rejected(@Nullable CachedAnswer given) {
		return new Kept(null, given, CompletableFuture.completedFuture(null));
	}

}
