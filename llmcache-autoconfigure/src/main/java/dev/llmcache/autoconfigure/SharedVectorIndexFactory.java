package dev.llmcache.autoconfigure;

import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.RecordSource;
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

	/**
	 * Opens the verdicts beside the index.
	 * @return the verdicts
	 */
	ObservationStore openObservations();

	/**
	 * Opens the data keys beside the index.
	 * @return the keys
	 * @throws LlmCacheConfigurationException if there is no table, and none may be made
	 */
	DataKeyStore openDataKeys();

	/**
	 * Reads another table, whose vectors may have another dimension.
	 * @param table the table, with or without a schema
	 * @return its records
	 * @throws LlmCacheConfigurationException if that is no name of a table
	 */
	RecordSource read(String table);

}
