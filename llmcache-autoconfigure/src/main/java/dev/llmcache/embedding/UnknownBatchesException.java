package dev.llmcache.embedding;

/**
 * A strategy has put other documents into its batches than it was given.
 */
final class UnknownBatchesException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownBatchesException() {
		super("The batching strategy returned other documents than it was given");
	}

}
