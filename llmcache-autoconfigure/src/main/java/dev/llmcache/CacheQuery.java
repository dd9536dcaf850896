package dev.llmcache;

import java.util.List;

/**
 * A call as the cache sees it: the question, and where its answer would be.
 * <p>
 * Its text form says nothing of the question.
 *
 * @param question the last text of the user
 * @param keys where the answer is stored: under the current secret first, then under
 * previous ones
 */
public record CacheQuery(String question, List<CacheKey> keys) {

	public CacheQuery {
		keys = List.copyOf(keys);
		if (keys.isEmpty()) {
			throw new IllegalArgumentException("A query needs a key");
		}
	}

	/**
	 * Key under which an answer is stored now.
	 * @return the first key
	 */
	public CacheKey key() {
		return this.keys.getFirst();
	}

	@Override
	public String toString() {
		return "CacheQuery[%s]".formatted(key().entry());
	}

}
