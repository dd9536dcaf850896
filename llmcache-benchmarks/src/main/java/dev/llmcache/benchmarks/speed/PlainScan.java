package dev.llmcache.benchmarks.speed;

import java.util.List;

import org.apache.lucene.util.VectorUtil;

/**
 * The least that finds the nearest vector without a graph: compares each.
 *
 * @param rows the vectors, of unit length
 */
record PlainScan(float[][] rows) {

	static PlainScan of(List<float[]> vectors) {
		return new PlainScan(vectors.toArray(float[][]::new));
	}

	/**
	 * Compares all.
	 * @param vector what is to be near
	 * @return the largest cosine similarity
	 */
	float nearest(float[] vector) {
		float nearest = -1;
		for (float[] row : this.rows) {
			nearest = Math.max(nearest, VectorUtil.dotProduct(vector, row));
		}
		return nearest;
	}

}
