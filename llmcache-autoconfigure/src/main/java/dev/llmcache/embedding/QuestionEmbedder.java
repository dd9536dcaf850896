package dev.llmcache.embedding;

import java.util.List;

/**
 * Embedding model as the cache uses it: a question in, a vector out.
 * <p>
 * Thread-safe. May throw any unchecked exception when the model fails.
 */
public interface QuestionEmbedder {

	/**
	 * Name of the vector space: two embedders with the same id give the same vectors.
	 * @return model and dimension, such as {@code bge-small-en-v1.5-q/384}
	 */
	String modelId();

	/**
	 * The vector space, as far as it is known without asking the model.
	 * @return the space
	 */
	default VectorSpace space() {
		String id = modelId();
		int dimension = id.lastIndexOf('/');
		return new VectorSpace("embedder " + id, true, (dimension > 0) ? id.substring(0, dimension) : id);
	}

	/**
	 * Length of the vectors; the first call may ask the model.
	 * @return the dimension
	 */
	int dimension();

	/**
	 * Embeds a question.
	 * @param question the text
	 * @return the vector as the model gives it, of any length
	 * @throws QuestionTooLongException if the model's window is known and the question is
	 * longer
	 */
	float[] embed(String question);

	/**
	 * Embeds a question, and tells what that took.
	 * @param question the text
	 * @return its vector
	 */
	default Vectors embedCounted(String question) {
		return Vectors.of(List.of(embed(question)));
	}

}
