package dev.llmcache.sample.web;

/**
 * Thrown for a question that cannot be put to a model; its message is for the caller.
 */
final class InvalidQuestionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidQuestionException(String message) {
		super(message);
	}

}
