package dev.llmcache;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A call as the cache sees it: the question, and where its answer would be.
 * <p>
 * Its text form says nothing of the question.
 *
 * @param question the last text of the user
 * @param keys where the answer is stored: under the current secret first, then under
 * previous ones
 * @param marks what the answer can be invalidated by, as far as it is known before the
 * model is asked
 * @param variant which of several answers is asked for, from 0
 */
public record CacheQuery(String question, List<CacheKey> keys, List<Mark> marks, int variant) {

	public CacheQuery {
		keys = List.copyOf(keys);
		marks = List.copyOf(marks);
		if (keys.isEmpty()) {
			throw new IllegalArgumentException("A query needs a key");
		}
	}

	/**
	 * Query for the only answer, which nothing invalidates.
	 * @param question the last text of the user
	 * @param keys where the answer is stored
	 */
	public CacheQuery(String question, List<CacheKey> keys) {
		this(question, keys, List.of());
	}

	/**
	 * Query for the only answer.
	 * @param question the last text of the user
	 * @param keys where the answer is stored
	 * @param marks what the answer can be invalidated by
	 */
	public CacheQuery(String question, List<CacheKey> keys, List<Mark> marks) {
		this(question, keys, marks, 0);
	}

	/**
	 * Key under which an answer is stored now.
	 * @return the first key
	 */
	public CacheKey key() {
		return this.keys.getFirst();
	}

	/**
	 * The same query for another of several answers, which has keys of its own.
	 * @param number which answer, from 0
	 * @return the query
	 */
	public CacheQuery ofVariant(int number) {
		byte[] label = ("variant/" + number).getBytes(StandardCharsets.UTF_8);
		return new CacheQuery(this.question,
				this.keys.stream().map((key) -> new CacheKey(key.scope(), key.entry().derive(label))).toList(),
				this.marks, number);
	}

	@Override
	public String toString() {
		return "CacheQuery[%s]".formatted(key().entry());
	}

}
