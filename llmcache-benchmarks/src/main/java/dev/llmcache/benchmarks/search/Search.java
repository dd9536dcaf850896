package dev.llmcache.benchmarks.search;

import java.util.List;

import dev.llmcache.store.Neighbour;
import dev.llmcache.store.VectorIndex;

/**
 * Search for the nearest neighbour of a question within its scope.
 */
@FunctionalInterface
public interface Search {

	/** What a search found that found nothing. */
	double NOTHING = Double.MAX_VALUE;

	/** How many neighbours the cache looks for. */
	int NEIGHBOURS = 8;

	/**
	 * Searches.
	 * @param question what to be near to, and where
	 * @return the distance of the nearest that was found, or {@link #NOTHING}
	 */
	double nearest(Question question);

	/**
	 * Search in an index of the cache, for as many neighbours as the cache does.
	 * @param index the index
	 * @return the search
	 */
	static Search in(VectorIndex index) {
		return (question) -> {
			List<Neighbour> neighbours = index.nearest(question.scope(), question.vector(), NEIGHBOURS);
			return neighbours.isEmpty() ? NOTHING : 1 - neighbours.getFirst().similarity();
		};
	}

}
