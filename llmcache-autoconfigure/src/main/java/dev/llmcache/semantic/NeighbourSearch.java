package dev.llmcache.semantic;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.CacheKey;
import dev.llmcache.Generations;
import dev.llmcache.Stamp;
import dev.llmcache.store.Neighbour;

/**
 * Finds the nearest stored questions whose answers were not invalidated.
 */
final class NeighbourSearch {

	private static final int NEIGHBOURS = 8;

	private static final int BEHIND_OUTDATED = 64;

	private static final double FARTHEST = -1;

	private final QuestionIndex questions;

	private final Generations generations;

	NeighbourSearch(QuestionIndex questions, Generations generations) {
		this.questions = questions;
		this.generations = generations;
	}

	/** All that are among the nearest, however far they are. */
	List<Neighbour> nearest(CacheKey key, String question, float[] vector) {
		return nearest(key, question, vector, FARTHEST);
	}

	/** Those that are near, or else the nearest. */
	List<Neighbour> nearest(CacheKey key, String question, float[] vector, double least) {
		List<Neighbour> nearest = this.questions.nearest(key, question, vector, NEIGHBOURS, least);
		List<Neighbour> current = current(nearest);
		boolean isCrowdedOut = current.size() < nearest.size() && nearest.size() == NEIGHBOURS;
		return isCrowdedOut ? current(this.questions.nearest(key, question, vector, BEHIND_OUTDATED, least)).stream()
			.limit(NEIGHBOURS)
			.toList() : current;
	}

	private List<Neighbour> current(List<Neighbour> neighbours) {
		Set<Stamp> stamps = neighbours.stream()
			.flatMap((neighbour) -> neighbour.record().stamps().stream())
			.collect(Collectors.toSet());
		Set<Stamp> outdated = stamps.isEmpty() ? Set.of() : this.generations.outdated(stamps);
		return outdated.isEmpty() ? neighbours
				: neighbours.stream()
					.filter((neighbour) -> Collections.disjoint(neighbour.record().stamps(), outdated))
					.toList();
	}

}
