package dev.llmcache.benchmarks.speed;

/**
 * What decisions in one scope took, and what they found.
 *
 * @param decision microseconds of the whole decision, in the median
 * @param store of the search in the index alone
 * @param limit of a plain scan of the same vectors
 * @param recall share of questions whose nearest neighbour is found, of those that have
 * one which a preset could accept
 * @param hits share of questions that are answered
 */
record DecisionTimes(double decision, double store, double limit, double recall, double hits) {

	double ratio() {
		return this.decision / this.limit;
	}

	double storeRatio() {
		return this.store / this.limit;
	}

}
