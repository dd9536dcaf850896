package dev.llmcache.freshness;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.Mark;

/**
 * Marks with their latest invalidations, of those that other instances have not been
 * told.
 * <p>
 * Thread-safe. None may be forgotten: of more than {@value #MOST}, all answers are
 * invalidated instead, if it is known by what.
 */
final class UnwrittenInvalidations {

	static final int MOST = 100_000;

	private final Map<Mark, Long> invalidations = new ConcurrentHashMap<>();

	private final Set<Mark> everything;

	UnwrittenInvalidations(Collection<Mark> everything) {
		this.everything = Set.copyOf(everything);
	}

	/** One at a time: what is added while others give way must not go with them. */
	synchronized void add(Map<Mark, Long> pending) {
		this.invalidations.putAll(pending);
		if (this.invalidations.size() > MOST && !this.everything.isEmpty()) {
			long latest = pending.values().stream().mapToLong(Long::longValue).max().orElse(0);
			this.everything.forEach((mark) -> this.invalidations.put(mark, latest));
			Set<Mark> kept = new HashSet<>(this.everything);
			kept.add(Mark.ANY_ERASURE);
			this.invalidations.keySet().retainAll(kept);
		}
	}

	/** What was invalidated once more meanwhile has still to be written. */
	void written(Map<Mark, Long> pending) {
		pending.forEach(this.invalidations::remove);
	}

	boolean contains(Mark mark) {
		return this.invalidations.containsKey(mark);
	}

	List<Mark> marks() {
		return List.copyOf(this.invalidations.keySet());
	}

	Map<Mark, Long> of(Collection<Mark> marks) {
		Map<Mark, Long> pending = new HashMap<>();
		for (Mark mark : marks) {
			Long invalidation = this.invalidations.get(mark);
			if (invalidation != null) {
				pending.put(mark, invalidation);
			}
		}
		return pending;
	}

}
