package dev.llmcache.store;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Key-value store of records.
 * <p>
 * Thread-safe. A record that has expired or that cannot be read is absent.
 * Implementations may evict at any time, and may throw any unchecked exception when their
 * server fails or does not answer in time: the caller takes that for a miss. No call
 * takes longer than the store's deadline.
 */
public interface AnswerStore extends AutoCloseable {

	/**
	 * Finds a record.
	 * @param key the key that it was put under
	 * @return the record, or null when there is none that may be served
	 */
	@Nullable StoredRecord get(Fingerprint key);

	/**
	 * Stores a record until it expires, in place of any other under the same key.
	 * @param key the key
	 * @param record the record; one that has expired need not be stored
	 */
	void put(Fingerprint key, StoredRecord record);

	/**
	 * Removes a record, if there is one.
	 * @param key the key
	 */
	void remove(Fingerprint key);

	@Override
	void close();

}
