package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.llmcache.FailureTypes;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns that a layer fails, at most once a minute for each, by the exceptions' types
 * only: their messages may quote what was being stored.
 */
final class LayerFailures implements BiConsumer<Layer, Throwable> {

	private static final Log logger = LogFactory.getLog(LlmCache.class);

	private static final Duration QUIET = Duration.ofMinutes(1);

	private final Map<Layer, Instant> warned = new EnumMap<>(Layer.class);

	private final InstantSource clock;

	LayerFailures(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void accept(Layer layer, Throwable failure) {
		if (isDue(layer)) {
			logger.warn("The %s layer fails and counts as missed: %s".formatted(layer, FailureTypes.of(failure)));
		}
	}

	private synchronized boolean isDue(Layer layer) {
		Instant now = this.clock.instant();
		Instant last = this.warned.get(layer);
		if (last != null && now.isBefore(last.plus(QUIET))) {
			return false;
		}
		this.warned.put(layer, now);
		return true;
	}

}
