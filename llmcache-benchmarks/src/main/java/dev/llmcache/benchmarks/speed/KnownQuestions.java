package dev.llmcache.benchmarks.speed;

import java.util.Map;

import dev.llmcache.benchmarks.scopes.TextVectors;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Local model that knows the vectors of its texts, so that no decision waits for it. What
 * it does not know, the sentences by which it is measured, it embeds.
 *
 * @param vectors what it knows
 * @param model what it asks for the rest
 */
record KnownQuestions(Map<String, float[]> vectors,
		LocalQuestionEmbedder model) implements QuestionEmbedder, AutoCloseable {

	static KnownQuestions of(TextVectors vectors) {
		return new KnownQuestions(vectors.byText(),
				new LocalQuestionEmbedder(LocalModel.MINILM, KnownQuestions.class.getClassLoader()));
	}

	@Override
	public String modelId() {
		return this.model.modelId();
	}

	@Override
	public int dimension() {
		return this.model.dimension();
	}

	@Override
	public float[] embed(String question) {
		float[] known = this.vectors.get(question);
		return (known != null) ? known : this.model.embed(question);
	}

	@Override
	public void close() {
		this.model.close();
	}

}
