package dev.llmcache.transfer;

import java.util.concurrent.CompletionStage;

import dev.llmcache.CacheKey;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Layer as an import sees it.
 */
interface EntryTarget {

	/**
	 * Vector space of the questions.
	 * @return its name, or null when the layer has no vectors
	 */
	@Nullable String embeddingModel();

	/**
	 * Stores a record.
	 * @param key scope and question
	 * @param question the question
	 * @param record the record
	 * @return completed when it is stored, with false when the layer has no place for it
	 */
	CompletionStage<Boolean> put(CacheKey key, String question, StoredRecord record);

}
