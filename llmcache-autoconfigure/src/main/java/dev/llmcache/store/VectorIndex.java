package dev.llmcache.store;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;

/**
 * Store of records that are found by the nearness of their vectors within a partition.
 * <p>
 * Thread-safe. Vectors have unit length, and all of an index have the same dimension. A
 * search never returns a record of another partition, nor one that has expired or cannot
 * be read. Implementations may evict at any time, and may throw any unchecked exception
 * when their server fails or does not answer in time: the caller takes that for a miss. A
 * record that was put is found by a later search of the same thread.
 */
public interface VectorIndex extends RecordSource, AutoCloseable {

	/**
	 * Finds the nearest records of a partition.
	 * @param partition the partition to search in
	 * @param vector the vector to be near to
	 * @param limit how many records at the most
	 * @return the nearest first; a small partition's are exact, a large one's may be
	 * approximate
	 */
	List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit);

	/**
	 * Finds the records of a partition that are nearest to a question, in an index that
	 * may embed texts by itself. Of those that are not near, only the nearest is wanted.
	 * @param partition the partition to search in
	 * @param question the question
	 * @param vector the question's vector, to which similarity is measured
	 * @param limit how many records at the most
	 * @param least similarity below which records other than the nearest may be left out
	 * @return the nearest first; a small partition's are exact, a large one's may be
	 * approximate
	 */
	default List<Neighbour> nearest(Fingerprint partition, String question, float[] vector, int limit, double least) {
		return nearest(partition, vector, limit);
	}

	/**
	 * Stores a record until it expires, in place of any other with the same id but one of
	 * a greater fence.
	 * @param entry the record, its vector and its partition
	 * @throws IllegalArgumentException if the vector has another dimension than the index
	 */
	void put(VectorEntry entry);

	/**
	 * Removes a record, if there is one.
	 * @param id the id that it was put with
	 */
	void remove(Fingerprint id);

	/**
	 * Removes all records that bear one of some marks.
	 * @param marks the marks
	 * @return how many there were
	 */
	long erase(Set<Mark> marks);

	/**
	 * Removes records that have expired or been invalidated, in batches that hold up no
	 * search.
	 * @param outdated finds those of some stamps that are outdated; may throw
	 * @return how many there were
	 */
	long sweep(UnaryOperator<Set<Stamp>> outdated);

	/**
	 * Whether there is a record, whatever its vector.
	 * @param id the id that it was put with
	 * @return false if it was never put, or removed or evicted since
	 */
	boolean contains(Fingerprint id);

	@Override
	void close();

}
