package dev.llmcache.semantic;

import java.util.List;
import java.util.function.Function;

/**
 * How near an embedding model sees questions that have nothing in common.
 * <p>
 * Models put all texts into a cone, some a narrow one, so that a cosine of 0.7 may mean
 * anything. Measured against what is usual for unrelated questions, one setting serves
 * every model.
 *
 * @param unrelated mean cosine similarity of unrelated questions, below 1
 */
public record EmbeddingSpace(double unrelated) {

	/** Where the cosine itself is the similarity. */
	static final EmbeddingSpace PLAIN = new EmbeddingSpace(0);

	private static final double NARROWEST = 0.99;

	public EmbeddingSpace {
		if (!(unrelated >= -1 && unrelated <= NARROWEST)) {
			throw new IllegalArgumentException("No space to tell questions apart: " + unrelated);
		}
	}

	/**
	 * Measures a model by sentences that have nothing in common.
	 * @param embedder turns a text into a vector of unit length
	 * @return its space
	 * @throws RuntimeException if the model fails
	 */
	public static EmbeddingSpace of(Function<String, float[]> embedder) {
		List<float[]> vectors = ProbeSentences.all().stream().map(embedder).toList();
		double sum = 0;
		int pairs = 0;
		for (int i = 0; i < vectors.size(); i++) {
			for (int j = 0; j < i; j++) {
				sum += cosine(vectors.get(i), vectors.get(j));
				pairs++;
			}
		}
		return new EmbeddingSpace(sum / pairs);
	}

	/**
	 * Cosine similarity of two vectors of unit length.
	 * @param one a vector
	 * @param other another of the same length
	 * @return from -1 to 1
	 */
	static double cosine(float[] one, float[] other) {
		double sum = 0;
		for (int i = 0; i < one.length; i++) {
			sum += one[i] * other[i];
		}
		return sum;
	}

	/**
	 * Similarity that means the same in every space.
	 * @param cosine the model's
	 * @return 0 for unrelated questions and less, 1 for the same
	 */
	public double similarity(double cosine) {
		return Math.clamp((cosine - this.unrelated) / (1 - this.unrelated), 0.0, 1.0);
	}

	/**
	 * The cosine that the model has for a similarity.
	 * @param similarity from 0 to 1
	 * @return the cosine
	 */
	public double cosine(double similarity) {
		return this.unrelated + similarity * (1 - this.unrelated);
	}

}
