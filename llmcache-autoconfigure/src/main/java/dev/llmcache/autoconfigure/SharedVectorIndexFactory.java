package dev.llmcache.autoconfigure;

import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.VectorIndex;

/**
 * Makes the index in the application's database, if it is chosen.
 */
interface SharedVectorIndexFactory {

	/**
	 * Opens the index.
	 * @param dimension of the vectors
	 * @return the index
	 * @throws LlmCacheConfigurationException if the database cannot be used as it is
	 */
	VectorIndex open(int dimension);

	/**
	 * Opens the generations of what is in the index.
	 * @return the generations
	 */
	GenerationStore openGenerations();

}
