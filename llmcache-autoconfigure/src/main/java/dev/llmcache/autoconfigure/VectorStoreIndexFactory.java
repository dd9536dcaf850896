package dev.llmcache.autoconfigure;

import dev.llmcache.store.VectorIndex;

/**
 * Makes the index in one of the application's vector stores, if it is chosen.
 */
@FunctionalInterface
interface VectorStoreIndexFactory {

	/**
	 * Opens the index.
	 * @return the index
	 * @throws LlmCacheConfigurationException if the settings name no vector store
	 */
	VectorIndex open();

}
