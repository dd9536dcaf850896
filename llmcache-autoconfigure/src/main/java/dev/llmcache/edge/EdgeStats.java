package dev.llmcache.edge;

import java.util.Optional;

/**
 * Tells what a cache in front of the application has served, which the application never
 * sees.
 * <p>
 * Thread-safe; may wait.
 */
@FunctionalInterface
public interface EdgeStats {

	/** Nobody tells. */
	EdgeStats UNKNOWN = Optional::empty;

	/**
	 * Reads the counters.
	 * @return the counters, or empty when they are not known, which is not the same as
	 * none
	 */
	Optional<EdgeTraffic> read();

}
