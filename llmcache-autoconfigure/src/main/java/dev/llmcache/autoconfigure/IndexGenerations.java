package dev.llmcache.autoconfigure;

import java.util.function.Supplier;

import dev.llmcache.store.GenerationStore;

/**
 * Opens generations that are as lasting as an index.
 */
@FunctionalInterface
interface IndexGenerations extends Supplier<GenerationStore> {

	/**
	 * Forgets what is there of earlier processes, since what is invalidated from now on
	 * will not be.
	 */
	default void discard() {
		// The instances of a fleet are not all told at once where they are
	}

}
