package dev.llmcache.benchmarks.speed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.benchmarks.scopes.TextVectors;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Embedder that has been told the vectors of some questions; others are embedded by the
 * model in this process.
 * <p>
 * Thread-safe.
 */
final class KnownQuestions implements QuestionEmbedder, AutoCloseable {

	private final LocalQuestionEmbedder model = new LocalQuestionEmbedder(LocalModel.MINILM,
			KnownQuestions.class.getClassLoader());

	private final Map<String, float[]> known = new ConcurrentHashMap<>();

	/**
	 * Starts the model.
	 * @param vectors those that are known
	 * @return the embedder, to be closed
	 */
	static KnownQuestions of(TextVectors vectors) {
		KnownQuestions questions = new KnownQuestions();
		questions.known.putAll(vectors.byText());
		return questions;
	}

	/**
	 * Tells the vector of a question.
	 * @param question the question
	 * @param vector of unit length
	 */
	void tell(String question, float[] vector) {
		this.known.put(question, vector);
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
		float[] vector = this.known.get(question);
		return (vector != null) ? vector : this.model.embed(question);
	}

	@Override
	public void close() {
		this.model.close();
	}

}
