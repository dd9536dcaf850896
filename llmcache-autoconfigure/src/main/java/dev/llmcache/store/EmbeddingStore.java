package dev.llmcache.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.VectorKey;

/**
 * Key-value store of vectors, in the binary form of {@link StoredVector}.
 * <p>
 * Thread-safe. Implementations may let go of vectors that were not asked for in a long
 * time, and may throw any unchecked exception when their server fails or does not answer
 * in time: the caller embeds then. No call but {@link #erase} takes longer than the
 * store's deadline for each few hundred vectors.
 */
public interface EmbeddingStore extends AutoCloseable {

	/**
	 * Whether vectors of a kind are kept.
	 * @param kind the kind
	 * @return false if the store is not to be asked for them, nor given them
	 */
	boolean keeps(VectorKey.Kind kind);

	/**
	 * Finds vectors.
	 * @param keys the keys that they were put under, of kinds that are kept
	 * @return those that there are
	 */
	Map<VectorKey, byte[]> get(Collection<VectorKey> keys);

	/**
	 * Stores vectors in place of any others under the same keys.
	 * @param vectors the vectors, of kinds that are kept
	 */
	void put(Map<VectorKey, byte[]> vectors);

	/**
	 * Removes all vectors that bear one of some marks.
	 * @param marks the marks
	 * @return how many there were
	 */
	long erase(Set<Mark> marks);

	@Override
	void close();

}
