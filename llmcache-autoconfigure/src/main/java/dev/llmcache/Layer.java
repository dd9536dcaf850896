package dev.llmcache;

import java.util.Locale;

/**
 * Part of the cache with a key and a store of its own.
 */
public enum Layer {

	/** Answers a call whose scope and question are the same as a stored one's. */
	EXACT,

	/** Answers a call of the same scope whose question means the same. */
	SEMANTIC,

	/** Remembers the vectors of texts. */
	EMBEDDING;

	private final String code = name().toLowerCase(Locale.ROOT);

	/**
	 * Name in properties, metadata and meters.
	 * @return the name in lower case
	 */
	public String code() {
		return this.code;
	}

}
