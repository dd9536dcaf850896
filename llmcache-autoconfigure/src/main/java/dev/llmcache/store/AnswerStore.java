package dev.llmcache.store;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Key-value store of records.
 * <p>
 * Thread-safe. A record that has expired or that cannot be read is absent.
 * Implementations may evict at any time, and may throw any unchecked exception when their
 * server fails or does not answer in time: the caller takes that for a miss. No call
 * takes longer than the store's deadline.
 */
public interface AnswerStore extends RecordSource, AutoCloseable {

	/**
	 * Finds a record.
	 * @param key the key that it was put under
	 * @return the record, or null when there is none that may be served
	 */
	@Nullable StoredRecord get(Fingerprint key);

	/**
	 * Finds a fresh record that is in this process. Whoever finds none looks on with
	 * {@link #get}, which is when the miss counts.
	 * @param key the key that it was put under
	 * @return the record, or null when there is none near that may be served
	 */
	default @Nullable StoredRecord getNear(Fingerprint key) {
		return null;
	}

	/**
	 * Finds a record where all instances look, past what this one has near.
	 * @param key the key that it was put under
	 * @return the record, or null when there is none that may be served
	 */
	default @Nullable StoredRecord reload(Fingerprint key) {
		return get(key);
	}

	/**
	 * Stores a record until it expires, in place of any other under the same key but one
	 * of a greater fence.
	 * @param key the key
	 * @param record the record; one that has expired need not be stored
	 * @return completed when {@link #reload} on any instance finds the record;
	 * exceptionally if that failed
	 */
	CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record);

	/**
	 * Removes a record, if there is one.
	 * @param key the key
	 */
	void remove(Fingerprint key);

	/**
	 * Removes all records that bear one of some marks.
	 * @param marks the marks
	 * @return how many there were
	 */
	long erase(Set<Mark> marks);

	/**
	 * Removes records that have been invalidated, where they would stay for long.
	 * @param outdated finds those of some stamps that are outdated; may throw
	 * @return how many there were
	 */
	long sweep(UnaryOperator<Set<Stamp>> outdated);

	@Override
	void close();

}
