package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;

import org.springframework.context.event.EventListener;

/**
 * Invalidates what the application publishes:
 * {@code publisher.publishEvent(Invalidation.byTag("prices"))}.
 * <p>
 * The publisher is told of a failure, by the exception of
 * {@link LlmCache#invalidate(Invalidation...)}. Published in a transaction, the event
 * counts at once, and once more at its end, since until then others read and keep what
 * was before.
 */
final class InvalidationEvents {

	private final LlmCache cache;

	private final QuietInvalidator afterwards;

	InvalidationEvents(LlmCache cache) {
		this.cache = cache;
		this.afterwards = new QuietInvalidator(() -> cache);
	}

	@EventListener
	void invalidate(Invalidation invalidation) {
		TransactionEnd.then(() -> this.afterwards.invalidate(List.of(invalidation)));
		this.cache.invalidate(invalidation);
	}

}
