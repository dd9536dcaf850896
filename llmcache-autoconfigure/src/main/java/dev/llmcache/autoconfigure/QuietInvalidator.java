package dev.llmcache.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Invalidates for a caller that is not to fail by it. What could not be written is
 * written in the background, as always.
 * <p>
 * Thread-safe. Never throws; warns of the first of several failures in a row, by the type
 * of the exception only.
 */
final class QuietInvalidator {

	private static final Log logger = LogFactory.getLog(LlmCache.class);

	/** How many are written together. */
	private static final int BATCH = 500;

	private final Supplier<LlmCache> cache;

	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * Creates the invalidator.
	 * @param cache the cache, which may not be there yet
	 */
	QuietInvalidator(Supplier<LlmCache> cache) {
		this.cache = cache;
	}

	/**
	 * Invalidates.
	 * @param invalidations what
	 */
	void invalidate(Collection<? extends Invalidation> invalidations) {
		List<Invalidation> all = List.copyOf(invalidations);
		for (int start = 0; start < all.size(); start += BATCH) {
			invalidateBatch(all.subList(start, Math.min(start + BATCH, all.size())));
		}
	}

	private void invalidateBatch(List<Invalidation> batch) {
		try {
			this.cache.get().invalidate(batch.toArray(Invalidation[]::new));
			this.failing.set(false);
		}
		catch (RuntimeException | LinkageError ex) {
			if (!this.failing.getAndSet(true)) {
				String consequence = (ex instanceof InvalidationFailedException)
						? "other instances go on serving it until it is written" : "it is served until it expires";
				logger.warn("What was changed could not be invalidated, so %s: %s".formatted(consequence,
						ex.getClass().getSimpleName()));
			}
		}
	}

}
