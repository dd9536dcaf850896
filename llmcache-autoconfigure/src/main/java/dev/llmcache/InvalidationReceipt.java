package dev.llmcache;

import java.util.Set;

/**
 * What became of an invalidation.
 *
 * @param applied layers that serve nothing of it any more, on every instance once these
 * have learned of it
 * @param pending layers whose server could not be told yet; this instance serves nothing
 * of it, others may
 */
public record InvalidationReceipt(Set<Layer> applied, Set<Layer> pending) {

	public InvalidationReceipt {
		applied = Set.copyOf(applied);
		pending = Set.copyOf(pending);
	}

}
