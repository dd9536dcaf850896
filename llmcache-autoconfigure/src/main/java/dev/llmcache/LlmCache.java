package dev.llmcache;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import org.jspecify.annotations.Nullable;

/**
 * The cache of answers: the layers that answer, asked in order, behind one front door.
 * <p>
 * Thread-safe. Never throws because of a layer: one that fails has missed. The cache and
 * each of its layers can be switched off and on while the application runs.
 */
public final class LlmCache {

	private final Map<Layer, GuardedLayer> layers = new EnumMap<>(Layer.class);

	private final Map<Layer, SupportLayer> support = new EnumMap<>(Layer.class);

	private final Map<StoreRejection, LongAdder> rejections = new ConcurrentHashMap<>();

	private final Generations generations;

	private final Invalidator invalidator;

	private final ConcurrentHashMap.KeySetView<Layer, Boolean> switchedOff = ConcurrentHashMap.newKeySet();

	private volatile boolean enabled = true;

	/**
	 * Creates a cache.
	 * @param layers the layers that answer, one of each kind
	 * @param support the layers that these use, to switch them
	 * @param generations tell what was invalidated; those that the layers have
	 * @param marks what answers can be invalidated by
	 * @param failures told of everything that a layer throws
	 */
	public LlmCache(List<? extends AnswerLayer> layers, List<? extends SupportLayer> support, Generations generations,
			Marks marks, BiConsumer<Layer, Throwable> failures) {
		layers.stream().sorted(Comparator.comparing(AnswerLayer::layer)).forEach((layer) -> {
			if (this.layers.put(layer.layer(), new GuardedLayer(layer, failures)) != null) {
				throw new IllegalArgumentException("Two layers are " + layer.layer());
			}
		});
		support.forEach((layer) -> this.support.put(layer.layer(), layer));
		this.generations = generations;
		this.invalidator = new Invalidator(generations, marks, this.layers.values(), this.support.values());
	}

	/**
	 * Asks the layers of a plan until one has an answer.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return the first hit that may be served, or the last layer's miss
	 */
	public Lookup lookup(CacheQuery query, Plan plan) {
		if (!plan.reads()) {
			return Miss.NO_CACHE;
		}
		Miss last = Miss.NO_LAYER;
		Hit fallback = null;
		for (GuardedLayer layer : this.layers.values()) {
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

	/**
	 * Asks once more for the same question, where all instances look.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return what the exact layer has, if it takes part
	 */
	public Lookup lookupShared(CacheQuery query, Plan plan) {
		GuardedLayer exact = this.layers.get(Layer.EXACT);
		if (exact == null || !plan.reads() || !takesPart(Layer.EXACT, plan)) {
			return Miss.NO_LAYER;
		}
		return exact.lookupShared(query, plan);
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
			.filter((layer) -> takesPart(layer.kind(), plan))
			.map((layer) -> Explanation.Finding.of(layer.kind(), layer.lookup(query, plan)))
			.toList();
	}

	/**
	 * Reads the generations of a call's marks, before the model is asked.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return the generations, or null when they are not known, so that the answer cannot
	 * be stored
	 */
	public @Nullable Snapshot snapshot(CacheQuery query, Plan plan) {
		try {
			return this.generations.snapshot(query.marks(), plan.lifetimes().longest());
		}
		catch (GenerationsUnknownException ex) {
			return null;
		}
	}

	/**
	 * Adds the generations of marks that became known after the model was asked.
	 * @param snapshot what was read before
	 * @param marks the marks
	 * @param plan what the policy decided about the call
	 * @return all generations, or null when they are not known or something was
	 * invalidated meanwhile, so that the answer cannot be stored
	 */
	public @Nullable Snapshot extend(Snapshot snapshot, Collection<Mark> marks, Plan plan) {
		try {
			return this.generations.extend(snapshot, marks, plan.lifetimes().longest());
		}
		catch (GenerationsUnknownException ex) {
			return null;
		}
	}

	/**
	 * Stores an answer in the layers of a plan, off the caller's path.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param entry the answer
	 * @return completed, never exceptionally, when no layer is busy with it any more
	 */
	public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
		return CompletableFuture
			.allOf(this.layers.values()
				.stream()
				.filter((layer) -> takesPart(layer.kind(), plan))
				.map((layer) -> layer.store(query, plan, entry))
				.toArray(CompletableFuture[]::new))
			.<@Nullable Void>thenApply((done) -> null);
	}

	/**
	 * Makes answers outdated on all layers and instances: at once on this one, and on
	 * others as soon as they learn of it, within {@code llmcache.invalidation.max-lag} or
	 * at once where that is {@code strict}. Answers that were asked for before and are
	 * stored after are not served either.
	 * @param invalidations which answers
	 * @return the layers that it holds for
	 * @throws InvalidationFailedException if the server that other instances learn it
	 * from cannot be reached; it is tried again in the background
	 */
	public InvalidationReceipt invalidate(Invalidation... invalidations) {
		return this.invalidator.invalidate(invalidations);
	}

	/**
	 * Invalidates and deletes all answers of a tenant and its users, or of a user. What
	 * other instances hold in memory is deleted by their next sweep. Takes a while where
	 * there is much.
	 * @param owner whose answers
	 * @return what was deleted
	 * @throws InvalidationFailedException if the server that other instances learn it
	 * from cannot be reached; nothing is deleted then
	 */
	public ErasureReceipt erase(Invalidation.OfOwner owner) {
		return this.invalidator.erase(owner);
	}

	/**
	 * What answers that an invalidation means are marked with.
	 * @param invalidation the invalidation
	 * @return the marks
	 */
	public List<Mark> marksOf(Invalidation invalidation) {
		return this.invalidator.marks().of(invalidation);
	}

	/**
	 * Deletes what has expired or been invalidated, where it does not go by itself.
	 * @return how many answers were deleted
	 */
	public long sweep() {
		return this.layers.values().stream().mapToLong(GuardedLayer::sweep).sum();
	}

	/**
	 * Has the supporting layers forget all that they remember.
	 */
	public void forget() {
		this.support.values().forEach(SupportLayer::forget);
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

	private boolean takesPart(Layer layer, Plan plan) {
		return this.enabled && plan.layers().contains(layer) && !this.switchedOff.contains(layer);
	}

}
