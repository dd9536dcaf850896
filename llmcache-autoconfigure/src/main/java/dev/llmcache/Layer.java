package dev.llmcache;

/**
 * Part of the cache with a key and a store of its own.
 */
public enum Layer {

	/** Answers a call whose scope and question are the same as a stored one's. */
	EXACT,

	/** Answers a call of the same scope whose question means the same. */
	SEMANTIC,

	/** Remembers the vectors of texts. */
	EMBEDDING

}
