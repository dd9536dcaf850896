package dev.llmcache.embedding;

/**
 * Thrown where a model gives another number of vectors than it was asked for, so that
 * nobody can tell whose they are.
 */
class IncompleteEmbeddingsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	IncompleteEmbeddingsException(int texts, int vectors) {
		super("The embedding model gave %d vectors for %d texts".formatted(vectors, texts));
	}

}
