package dev.llmcache.freshness;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.GenerationStore;

/**
 * Generations as their store has them at this moment.
 * <p>
 * Thread-safe.
 *
 * @param store the store
 * @param unwritten tells marks whose generations have been replaced, of which the store
 * has not been told yet
 */
record StoredGenerations(GenerationStore store, Predicate<Mark> unwritten) {

	/**
	 * Whether all stamps bear the generations of their marks.
	 * @param stamps the stamps
	 * @return false if one was replaced or is not known
	 * @throws GenerationsUnknownException if the store fails
	 */
	boolean areCurrent(Collection<Stamp> stamps) {
		if (stamps.isEmpty()) {
			return true;
		}
		Set<Mark> marks = HashSet.newHashSet(stamps.size());
		for (Stamp stamp : stamps) {
			marks.add(stamp.mark());
		}
		Map<Mark, Long> generations = read(marks);
		for (Stamp stamp : stamps) {
			Long generation = generations.get(stamp.mark());
			if (generation == null || generation != stamp.generation() || this.unwritten.test(stamp.mark())) {
				return false;
			}
		}
		return true;
	}

	private Map<Mark, Long> read(Set<Mark> marks) {
		try {
			return this.store.read(marks);
		}
		catch (RuntimeException | LinkageError ex) {
			throw new GenerationsUnknownException(ex);
		}
	}

}
