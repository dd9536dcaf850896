package dev.llmcache.report;

/**
 * What texts are embedded for.
 */
public enum EmbeddingUse {

	/** The application's own, to find documents for a question. */
	QUESTION,

	/** The application's own, to have documents found. */
	DOCUMENT,

	/** The cache's, to find answers by their meaning. */
	CACHE

}
