package dev.llmcache.freshness;

import java.util.Collection;
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
		try {
			return this.store.areCurrent(stamps) && areWritten(stamps);
		}
		catch (RuntimeException | LinkageError ex) {
			throw new GenerationsUnknownException(ex);
		}
	}

	private boolean areWritten(Collection<Stamp> stamps) {
		for (Stamp stamp : stamps) {
			if (this.unwritten.test(stamp.mark())) {
				return false;
			}
		}
		return true;
	}

}
