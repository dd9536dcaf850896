package dev.llmcache.benchmarks.fleet.node;

import java.nio.charset.StandardCharsets;

import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a node does when it is told to.
 *
 * @param callers callers of the chat client
 * @param cache the cache
 */
record NodeOrders(Callers callers, LlmCache cache) {

	private static final JsonMapper JSON = JsonMapper.shared();

	Object ask(byte[] body) throws InterruptedException {
		return this.callers.carryOut(JSON.readValue(body, Ask.class));
	}

	Object invalidate(byte[] body) {
		Invalidation byTag = Invalidation.byTag(new String(body, StandardCharsets.UTF_8));
		long startMicros = Clock.micros();
		long start = System.nanoTime();
		try {
			this.cache.invalidate(byTag);
			return new Invalidated(startMicros, Clock.micros(), System.nanoTime() - start, null);
		}
		catch (InvalidationFailedException ex) {
			return new Invalidated(startMicros, Clock.micros(), System.nanoTime() - start, ex.getMessage());
		}
	}

}
