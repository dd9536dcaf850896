package dev.llmcache.test;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.UnitVector;

/**
 * Embedder to which questions are as near as they have words in common.
 */
public final class WordEmbedder implements QuestionEmbedder {

	private static final int DEFAULT_DIMENSION = 512;

	private final AtomicInteger calls = new AtomicInteger();

	private final String modelId;

	private final int dimension;

	public WordEmbedder(String modelId) {
		this(modelId, DEFAULT_DIMENSION);
	}

	public WordEmbedder(String modelId, int dimension) {
		this.modelId = modelId;
		this.dimension = dimension;
	}

	public int calls() {
		return this.calls.get();
	}

	@Override
	public String modelId() {
		return this.modelId;
	}

	@Override
	public int dimension() {
		return this.dimension;
	}

	@Override
	public float[] embed(String question) {
		this.calls.incrementAndGet();
		float[] vector = new float[this.dimension];
		for (String word : question.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
			vector[Math.floorMod(word.hashCode(), this.dimension)] += 1;
		}
		return UnitVector.of(vector);
	}

	public static double cosine(float[] left, float[] right) {
		double product = 0;
		for (int i = 0; i < left.length; i++) {
			product += left[i] * right[i];
		}
		return product;
	}

}
