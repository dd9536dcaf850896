package dev.llmcache.benchmarks.bill;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Vectors that mean something, of a model in this process, each computed once.
 */
final class QuestionMeanings implements AutoCloseable {

	private static final int LONGEST = 500;

	private final LocalQuestionEmbedder model = new LocalQuestionEmbedder(LocalModel.MINILM,
			QuestionMeanings.class.getClassLoader());

	private final Map<String, float[]> known = new ConcurrentHashMap<>();

	float[] of(String text) {
		return this.known.computeIfAbsent(text, this::compute);
	}

	private synchronized float[] compute(String text) {
		try {
			return this.model.embed(text);
		}
		catch (QuestionTooLongException ex) {
			return this.model.embed(text.substring(0, Math.min(LONGEST, text.length())));
		}
	}

	@Override
	public void close() {
		this.model.close();
	}

}
