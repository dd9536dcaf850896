package dev.llmcache.benchmarks.scopes;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Vectors of texts by the local model, each computed once.
 *
 * @param byText the vectors
 */
public record TextVectors(Map<String, float[]> byText) {

	/** Length of each. */
	public static final int DIMENSION = 384;

	/**
	 * Embeds texts on all cores, those that no earlier run has embedded.
	 * @param texts the texts
	 * @return their vectors
	 */
	public static TextVectors of(Collection<String> texts) {
		VectorFile file = VectorFile.inTarget();
		Map<String, float[]> vectors = new ConcurrentHashMap<>(file.read());
		int known = vectors.size();
		try (LocalQuestionEmbedder model = new LocalQuestionEmbedder(LocalModel.MINILM,
				TextVectors.class.getClassLoader())) {
			texts.parallelStream().forEach((text) -> vectors.computeIfAbsent(text, model::embed));
		}
		if (vectors.size() > known) {
			file.write(vectors);
		}
		return new TextVectors(vectors);
	}

	/**
	 * Vector of a text.
	 * @param text one of those that were embedded
	 * @return its vector
	 */
	public float[] of(String text) {
		return Objects.requireNonNull(this.byText.get(text));
	}

}
