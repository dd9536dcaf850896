package dev.llmcache.embedding;

/**
 * Thrown for a question that is longer than the window of the embedding model, whose
 * vector would tell of its beginning only.
 */
public class QuestionTooLongException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param tokens tokens of the question
	 * @param window tokens that the model reads
	 */
	public QuestionTooLongException(int tokens, int window) {
		super("A question to embed has at most %d tokens, not %d".formatted(window, tokens));
	}

}
