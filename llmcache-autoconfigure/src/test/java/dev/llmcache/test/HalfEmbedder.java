package dev.llmcache.test;

import java.util.Arrays;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.UnitVector;

/**
 * {@link WordEmbedder} of half the dimension.
 */
public final class HalfEmbedder implements QuestionEmbedder {

	private final WordEmbedder words = new WordEmbedder("half");

	@Override
	public String modelId() {
		return "half";
	}

	@Override
	public int dimension() {
		return this.words.dimension() / 2;
	}

	@Override
	public float[] embed(String question) {
		float[] whole = this.words.embed(question);
		float[] half = Arrays.copyOf(whole, dimension());
		for (int i = 0; i < half.length; i++) {
			half[i] += whole[half.length + i];
		}
		return UnitVector.of(half);
	}

}
