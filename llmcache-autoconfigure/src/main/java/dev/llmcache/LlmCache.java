package dev.llmcache;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

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

	private final Layers layers;

	private final Generations generations;

	private final Invalidator invalidator;

	private final ShadowCalls shadow;

	private final CacheListener listener;

	private final CacheTracing tracing;

	private final Feedback feedback;

	private final DataKeyErasure keys;

	/**
	 * Creates a cache.
	 * @param layers the layers that answer, one of each kind
	 * @param support the layers that these use, to switch them
	 * @param generations tell what was invalidated; those that the layers have
	 * @param marks what answers can be invalidated by
	 * @param hooks what else it is connected with
	 */
	public LlmCache(List<? extends AnswerLayer> layers, List<? extends SupportLayer> support, Generations generations,
			Marks marks, CacheHooks hooks) {
		this.layers = new Layers(layers, support, hooks.failures(), hooks.listener(), hooks.tracing());
		this.tracing = hooks.tracing();
		this.generations = generations;
		this.invalidator = new Invalidator(generations, marks, this.layers.answering(), this.layers.supporting(),
				hooks);
		this.keys = hooks.keys();
		this.listener = hooks.listener();
		this.shadow = new ShadowCalls(hooks.background(), hooks.listener());
		this.feedback = new Feedback(this.layers.answering(), hooks.sources(), hooks.listener());
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
		if (plan.shadow()) {
			return Miss.SHADOW;
		}
		Hit near = this.layers.lookupNear(query, plan);
		return (near != null) ? near : this.layers.lookup(query, plan);
	}

	/**
	 * Asks the first layer of a plan for what it has in this process, which waits for
	 * nothing: callers may be event loops.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return a hit that {@link #lookup} would find too, or null when that has to be
	 * asked
	 */
	public @Nullable Hit lookupNear(CacheQuery query, Plan plan) {
		return (plan.reads() && !plan.shadow() && this.generations.areNear()) ? this.layers.lookupNear(query, plan)
				: null;
	}

	/**
	 * Asks once more for the same question, where all instances look.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return what the exact layer has, if it takes part
	 */
	public Lookup lookupShared(CacheQuery query, Plan plan) {
		GuardedLayer exact = this.layers.exact(plan);
		if (exact == null || !plan.reads()) {
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
		return this.layers.of(plan)
			.stream()
			.map((layer) -> Explanation.Finding.of(layer.kind(), layer.find(query, plan)))
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
		List<GuardedLayer> storing = this.layers.of(plan);
		if (plan.shadow() && plan.reads()) {
			return this.shadow.consider(storing, query, plan, entry);
		}
		this.listener.stored(plan, entry.answer());
		return this.tracing.store(plan, () -> GuardedLayer.store(storing, query, plan, entry));
	}

	/**
	 * Reports that an answer was wrong: it is not served any more, and where it answered
	 * another question, the decision about such questions learns from it. What other
	 * instances hold near themselves they may serve until it expires. An id counts once
	 * on each instance, and is for those to report who may be trusted to.
	 * @param id {@link CacheOutcome#answerId()} of the answer
	 * @return false if this cache has served no such answer, or was told before
	 */
	public boolean reject(String id) {
		return this.feedback.take(id, false);
	}

	/**
	 * Reports that an answer was right, from which the decision about such questions
	 * learns.
	 * @param id {@link CacheOutcome#answerId()} of the answer
	 * @return false if this cache has served no such answer, or was told before
	 */
	public boolean confirm(String id) {
		return this.feedback.take(id, true);
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
	 * Invalidates and deletes all answers of a tenant and its users, or of a user. Where
	 * answers are encrypted, a tenant's key is deleted as well, so that no copy can be
	 * read either. What other instances hold in memory is deleted by their next sweep.
	 * Takes a while where there is much.
	 * @param owner whose answers
	 * @return what was deleted
	 * @throws InvalidationFailedException if the server that other instances learn it
	 * from cannot be reached; nothing is deleted then
	 */
	public ErasureReceipt erase(Invalidation.OfOwner owner) {
		return this.invalidator.erase(owner);
	}

	/**
	 * What answers can be invalidated by.
	 * @return digests of this application
	 */
	public Marks marks() {
		return this.invalidator.marks();
	}

	/**
	 * Deletes what has expired or been invalidated, where it does not go by itself.
	 * @return how many answers were deleted
	 */
	public long sweep() {
		return this.layers.answering().stream().mapToLong(GuardedLayer::sweep).sum();
	}

	/**
	 * Has the supporting layers forget what they remember of anybody, and the keys of
	 * anybody's answers.
	 */
	public void forget() {
		this.layers.supporting().forEach(SupportLayer::forget);
		this.keys.forget();
	}

	/**
	 * Watches what the cache does.
	 * @return whoever watches
	 */
	public CacheTracing tracing() {
		return this.tracing;
	}

	/**
	 * Where to tell what becomes of calls.
	 * @return whoever wants to know
	 */
	public CacheListener listener() {
		return this.listener;
	}

	public boolean isEnabled() {
		return this.layers.areEnabled();
	}

	/**
	 * Switches the whole cache off or on. Off, every call goes to the model and nothing
	 * is stored; what is stored stays.
	 * @param enabled whether the cache takes part in calls
	 */
	public void setEnabled(boolean enabled) {
		this.layers.setEnabled(enabled);
	}

	/**
	 * Whether a layer exists and is switched on.
	 * @param layer the layer
	 * @return true if it takes part in calls
	 */
	public boolean isEnabled(Layer layer) {
		return this.layers.isEnabled(layer);
	}

	/**
	 * Switches a layer off or on; one that was not created at start stays off.
	 * @param layer the layer
	 * @param enabled whether the layer takes part in calls
	 */
	public void setEnabled(Layer layer, boolean enabled) {
		this.layers.setEnabled(layer, enabled);
	}

	/**
	 * Layers that were created at start.
	 * @return a copy
	 */
	public EnumSet<Layer> layers() {
		return this.layers.kinds();
	}

}
