package dev.llmcache.benchmarks.scopes;

/**
 * Distances between vectors of unit length.
 */
final class Distances {

	private Distances() {
	}

	static double between(float[] first, float[] second) {
		double product = 0;
		for (int i = 0; i < first.length; i++) {
			product += (double) first[i] * second[i];
		}
		return 1 - product;
	}

}
