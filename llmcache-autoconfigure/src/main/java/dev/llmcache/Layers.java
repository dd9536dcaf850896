package dev.llmcache;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a cache, each of which can be switched off and on.
 * <p>
 * Thread-safe.
 */
final class Layers {

	private final Map<Layer, GuardedLayer> answering = new EnumMap<>(Layer.class);

	private final Map<Layer, SupportLayer> supporting = new EnumMap<>(Layer.class);

	private final ConcurrentHashMap.KeySetView<Layer, Boolean> switchedOff = ConcurrentHashMap.newKeySet();

	private volatile boolean enabled = true;

	Layers(List<? extends AnswerLayer> answering, List<? extends SupportLayer> supporting,
			BiConsumer<Layer, Throwable> failures, CacheListener listener, CacheTracing tracing) {
		answering.stream().sorted(Comparator.comparing(AnswerLayer::layer)).forEach((layer) -> {
			if (this.answering.put(layer.layer(), new GuardedLayer(layer, failures, listener, tracing)) != null) {
				throw new IllegalArgumentException("Two layers are " + layer.layer());
			}
		});
		supporting.forEach((layer) -> this.supporting.put(layer.layer(), layer));
	}

	/** In the order in which they are asked. */
	Collection<GuardedLayer> answering() {
		return this.answering.values();
	}

	Collection<SupportLayer> supporting() {
		return this.supporting.values();
	}

	/** Those that answer calls of a plan, in the order in which they are asked. */
	List<GuardedLayer> of(Plan plan) {
		return this.answering.values().stream().filter((layer) -> takesPart(layer.kind(), plan)).toList();
	}

	/** Asks the first of a plan for what it has in this process. */
	@Nullable Hit lookupNear(CacheQuery query, Plan plan) {
		for (GuardedLayer layer : this.answering.values()) {
			if (takesPart(layer.kind(), plan)) {
				return layer.lookupNear(query, plan);
			}
		}
		return null;
	}

	/**
	 * Asks those of a plan until one has an answer, wherever they have it.
	 * @return the first hit that may be served, or the last layer's miss
	 */
	Lookup lookup(CacheQuery query, Plan plan) {
		Miss last = Miss.NO_LAYER;
		Hit fallback = null;
		for (GuardedLayer layer : this.answering.values()) {
			if (!takesPart(layer.kind(), plan)) {
				continue;
			}
			switch (layer.lookup(query, plan)) {
				case Hit hit -> {
					return hit;
				}
				case Miss miss -> {
					last = miss;
					fallback = (fallback != null) ? fallback : miss.fallback();
				}
			}
		}
		return last.withFallback(fallback);
	}

	@Nullable GuardedLayer exact(Plan plan) {
		return takesPart(Layer.EXACT, plan) ? this.answering.get(Layer.EXACT) : null;
	}

	boolean takesPart(Layer layer, Plan plan) {
		return this.enabled && plan.layers().contains(layer) && !this.switchedOff.contains(layer);
	}

	boolean areEnabled() {
		return this.enabled;
	}

	void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	boolean isEnabled(Layer layer) {
		return kinds().contains(layer) && !this.switchedOff.contains(layer);
	}

	void setEnabled(Layer layer, boolean enabled) {
		if (enabled) {
			this.switchedOff.remove(layer);
		}
		else {
			this.switchedOff.add(layer);
		}
		SupportLayer support = this.supporting.get(layer);
		if (support != null) {
			support.setEnabled(enabled);
		}
	}

	EnumSet<Layer> kinds() {
		EnumSet<Layer> kinds = EnumSet.noneOf(Layer.class);
		kinds.addAll(this.answering.keySet());
		kinds.addAll(this.supporting.keySet());
		return kinds;
	}

}
