package dev.llmcache.advisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.llmcache.CacheQuery;
import dev.llmcache.Fingerprint;

/**
 * Whose turn it is where several answers to one question are kept.
 * <p>
 * Remembers the questions asked last; for one that it forgot, the first answer's turn
 * comes again. Thread-safe.
 */
final class VariantTurns {

	private static final int REMEMBERED = 10_000;

	private final Map<Fingerprint, Integer> turns = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Fingerprint, Integer> eldest) {
			return size() > REMEMBERED;
		}

	};

	static List<CacheQuery> all(CacheQuery query, int variants) {
		return (variants == 1) ? List.of(query) : IntStream.range(0, variants).mapToObj(query::ofVariant).toList();
	}

	/**
	 * Takes the next turn of a question.
	 * @param query the question
	 * @param variants how many answers are kept
	 * @return the query for the answer whose turn it is
	 */
	CacheQuery next(CacheQuery query, int variants) {
		if (variants == 1) {
			return query;
		}
		synchronized (this.turns) {
			int turn = this.turns.merge(query.key().entry(), 1, Integer::sum);
			return query.ofVariant((turn - 1) % variants);
		}
	}

}
