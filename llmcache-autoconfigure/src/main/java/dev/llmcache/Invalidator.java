package dev.llmcache;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Invalidates answers on every layer and every instance, and erases them.
 */
final class Invalidator {

	private final Generations generations;

	private final Marks marks;

	private final Collection<GuardedLayer> layers;

	private final Collection<SupportLayer> support;

	private final DataKeyErasure keys;

	private final BiConsumer<Layer, Throwable> failures;

	private final CacheListener listener;

	Invalidator(Generations generations, Marks marks, Collection<GuardedLayer> layers, Collection<SupportLayer> support,
			CacheHooks hooks) {
		this.generations = generations;
		this.marks = marks;
		this.layers = layers;
		this.support = support;
		this.keys = hooks.keys();
		this.failures = hooks.failures();
		this.listener = hooks.listener();
	}

	Marks marks() {
		return this.marks;
	}

	InvalidationReceipt invalidate(Invalidation... invalidations) {
		List.of(invalidations).forEach(this.listener::invalidated);
		return replace(marksOf(List.of(invalidations)));
	}

	private Set<Mark> marksOf(List<Invalidation> invalidations) {
		Set<Mark> all = new HashSet<>();
		invalidations.forEach((invalidation) -> all.addAll(this.marks.of(invalidation)));
		return all;
	}

	private InvalidationReceipt replace(Set<Mark> replaced) {
		Set<Layer> covered = EnumSet.noneOf(Layer.class);
		this.layers.forEach((layer) -> covered.add(layer.kind()));
		try {
			this.generations.replace(replaced);
			return new InvalidationReceipt(covered, Set.of());
		}
		catch (GenerationsUnknownException ex) {
			throw new InvalidationFailedException(new InvalidationReceipt(Set.of(), covered), ex);
		}
		finally {
			// Not before: what was outdated would be fetched anew. It is here, whatever
			// failed
			this.listener.invalidated(replaced);
		}
	}

	/**
	 * Deletes all answers of an owner. They are invalidated first, so that none that is
	 * on its way is stored after.
	 */
	ErasureReceipt erase(Invalidation owner) {
		this.listener.invalidated(owner);
		Set<Mark> erased = marksOf(List.of(owner));
		Set<Mark> replaced = new HashSet<>(erased);
		replaced.add(Mark.ANY_ERASURE);
		replace(replaced);
		Map<Layer, Long> deleted = new EnumMap<>(Layer.class);
		Set<Layer> failed = eraseKeys(erased);
		for (GuardedLayer layer : this.layers) {
			long count = layer.erase(erased);
			if (count < 0) {
				failed.add(layer.kind());
			}
			else {
				deleted.put(layer.kind(), count);
			}
		}
		for (SupportLayer layer : this.support) {
			try {
				deleted.put(layer.layer(), layer.erase(erased));
			}
			catch (RuntimeException ex) {
				failed.add(layer.layer());
			}
		}
		return new ErasureReceipt(deleted, failed);
	}

	/** Before all else: it counts for copies that no layer knows of. */
	private Set<Layer> eraseKeys(Set<Mark> erased) {
		Set<Layer> failed = EnumSet.noneOf(Layer.class);
		try {
			this.keys.erase(erased);
		}
		catch (RuntimeException ex) {
			this.layers.forEach((layer) -> {
				failed.add(layer.kind());
				this.failures.accept(layer.kind(), ex);
			});
		}
		return failed;
	}

}
