package dev.llmcache.freshness;

import java.time.Instant;

/**
 * Generation of a mark as it was read.
 *
 * @param generation the number
 * @param reading when
 */
record KnownGeneration(long generation, Reading reading) {

	static KnownGeneration newer(KnownGeneration first, KnownGeneration second) {
		boolean isFirst = first.reading().order() > second.reading().order();
		KnownGeneration newer = isFirst ? first : second;
		KnownGeneration older = isFirst ? second : first;
		return (older.generation() == newer.generation())
				? new KnownGeneration(newer.generation(), newer.reading().keptAsLongAs(older.reading())) : newer;
	}

	/**
	 * When generations were read.
	 *
	 * @param order of what was read before and after
	 * @param at the time before
	 * @param keptUntil how long the store keeps them at the least
	 */
	record Reading(long order, Instant at, Instant keptUntil) {

		Reading keptAsLongAs(Reading other) {
			return other.keptUntil().isAfter(this.keptUntil) ? new Reading(this.order, this.at, other.keptUntil())
					: this;
		}

	}

}
