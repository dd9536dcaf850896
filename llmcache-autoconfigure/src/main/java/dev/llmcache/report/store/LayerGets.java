package dev.llmcache.report.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CacheListener;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;

/**
 * Counts for each layer whether it found an answer, which for a layer that searches is
 * not what its store found.
 * <p>
 * Thread-safe.
 */
public final class LayerGets implements CacheListener {

	private final Map<Layer, StoreCounts> counts = new EnumMap<>(Layer.class);

	/**
	 * Creates counts of zero.
	 */
	public LayerGets() {
		for (Layer layer : Layer.values()) {
			this.counts.put(layer, new StoreCounts());
		}
	}

	@Override
	public void lookedUp(Plan plan, Layer layer, Lookup found, Duration took) {
		of(layer).asked(found instanceof Hit);
	}

	/**
	 * What was counted.
	 * @param layer the layer
	 * @return hits and misses
	 */
	public Accesses accesses(Layer layer) {
		return of(layer).accesses();
	}

	private StoreCounts of(Layer layer) {
		return Objects.requireNonNull(this.counts.get(layer));
	}

}
