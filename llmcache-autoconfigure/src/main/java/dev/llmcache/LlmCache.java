package dev.llmcache;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;

/**
 * The cache of answers: the layers that answer, asked in order, behind one front door.
 * <p>
 * Thread-safe. Never throws because of a layer: one that fails has missed. The cache and
 * each of its layers can be switched off and on while the application runs.
 */
public final class LlmCache {

	private final Map<Layer, AnswerLayer> layers = new EnumMap<>(Layer.class);

	private final Map<Layer, SupportLayer> support = new EnumMap<>(Layer.class);

	private final Map<StoreRejection, LongAdder> rejections = new ConcurrentHashMap<>();

	private final BiConsumer<Layer, Throwable> failures;

	private final ConcurrentHashMap.KeySetView<Layer, Boolean> switchedOff = ConcurrentHashMap.newKeySet();

	private volatile boolean enabled = true;

	/**
	 * Creates a cache.
	 * @param layers the layers, one of each kind
	 * @param failures told of everything that a layer throws
	 */
	public LlmCache(List<? extends AnswerLayer> layers, BiConsumer<Layer, Throwable> failures) {
		this(layers, List.of(), failures);
	}

	/**
	 * Creates a cache.
	 * @param layers the layers that answer, one of each kind
	 * @param support the layers that these use, to switch them
	 * @param failures told of everything that a layer throws
	 */
	public LlmCache(List<? extends AnswerLayer> layers, List<? extends SupportLayer> support,
			BiConsumer<Layer, Throwable> failures) {
		layers.stream().sorted(Comparator.comparing(AnswerLayer::layer)).forEach((layer) -> {
			if (this.layers.put(layer.layer(), layer) != null) {
				throw new IllegalArgumentException("Two layers are " + layer.layer());
			}
		});
		support.forEach((layer) -> this.support.put(layer.layer(), layer));
		this.failures = failures;
	}

	/**
	 * Asks the layers of a plan until one has an answer.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return the first hit, or the last layer's miss
	 */
	public Lookup lookup(CacheQuery query, Plan plan) {
		if (!plan.reads()) {
			return Miss.NO_CACHE;
		}
		Lookup last = Miss.NO_LAYER;
		for (AnswerLayer layer : this.layers.values()) {
			if (!takesPart(layer, plan)) {
				continue;
			}
			last = youngEnough(lookup(layer, query, plan), plan);
			if (last instanceof Hit) {
				return last;
			}
		}
		return last;
	}

	/**
	 * Asks every layer of a plan, whatever the others found.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return what each layer found, in the order in which they are asked
	 */
	public List<Explanation.Finding> explain(CacheQuery query, Plan plan) {
		return this.layers.values()
			.stream()
			.filter((layer) -> takesPart(layer, plan))
			.map((layer) -> Explanation.Finding.of(layer.layer(), youngEnough(lookup(layer, query, plan), plan)))
			.toList();
	}

	/**
	 * Stores an answer in the layers of a plan, off the caller's path.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param answer what the model answered
	 */
	public void store(CacheQuery query, Plan plan, CachedAnswer answer) {
		for (AnswerLayer layer : this.layers.values()) {
			if (takesPart(layer, plan)) {
				store(layer, query, plan, answer);
			}
		}
	}

	/**
	 * Counts an answer that was not stored.
	 * @param reason why
	 */
	public void rejected(StoreRejection reason) {
		this.rejections.computeIfAbsent(reason, (first) -> new LongAdder()).increment();
	}

	/**
	 * Answers that were not stored since the start.
	 * @return how many, for each reason that there was
	 */
	public Map<StoreRejection, Long> rejections() {
		Map<StoreRejection, Long> counts = new EnumMap<>(StoreRejection.class);
		this.rejections.forEach((reason, count) -> counts.put(reason, count.sum()));
		return counts;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Switches the whole cache off or on. Off, every call goes to the model and nothing
	 * is stored; what is stored stays.
	 * @param enabled whether the cache takes part in calls
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Whether a layer exists and is switched on.
	 * @param layer the layer
	 * @return true if it takes part in calls
	 */
	public boolean isEnabled(Layer layer) {
		return layers().contains(layer) && !this.switchedOff.contains(layer);
	}

	/**
	 * Switches a layer off or on; one that was not created at start stays off.
	 * @param layer the layer
	 * @param enabled whether the layer takes part in calls
	 */
	public void setEnabled(Layer layer, boolean enabled) {
		if (enabled) {
			this.switchedOff.remove(layer);
		}
		else {
			this.switchedOff.add(layer);
		}
		SupportLayer supporting = this.support.get(layer);
		if (supporting != null) {
			supporting.setEnabled(enabled);
		}
	}

	/**
	 * Layers that were created at start.
	 * @return a copy
	 */
	public EnumSet<Layer> layers() {
		EnumSet<Layer> kinds = EnumSet.noneOf(Layer.class);
		kinds.addAll(this.layers.keySet());
		kinds.addAll(this.support.keySet());
		return kinds;
	}

	private static Lookup youngEnough(Lookup lookup, Plan plan) {
		boolean isTooOld = lookup instanceof Hit hit && plan.maxAge() != null && hit.age().compareTo(plan.maxAge()) > 0;
		return isTooOld ? Miss.TOO_OLD : lookup;
	}

	private boolean takesPart(AnswerLayer layer, Plan plan) {
		return this.enabled && plan.layers().contains(layer.layer()) && !this.switchedOff.contains(layer.layer());
	}

	private Lookup lookup(AnswerLayer layer, CacheQuery query, Plan plan) {
		try {
			return layer.lookup(query, plan);
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(layer.layer(), ex);
			return Miss.ERROR;
		}
	}

	private void store(AnswerLayer layer, CacheQuery query, Plan plan, CachedAnswer answer) {
		try {
			layer.store(query, plan, answer);
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(layer.layer(), ex);
		}
	}

}
