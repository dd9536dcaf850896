package dev.llmcache.store;

import java.util.function.Consumer;

/**
 * Store whose records can all be read, one after the other.
 */
@FunctionalInterface
public interface RecordSource {

	/**
	 * Hands out all records that have not expired, in no order and in bounded memory.
	 * What is put or removed meanwhile may be among them or not, and a record may come
	 * twice.
	 * @param action takes a record; what it throws ends the walk
	 * @throws RuntimeException if the store fails
	 */
	void forEach(Consumer<StoredRecord> action);

}
