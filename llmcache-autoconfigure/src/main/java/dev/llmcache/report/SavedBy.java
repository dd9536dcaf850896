package dev.llmcache.report;

import java.util.Locale;

import dev.llmcache.Layer;

/**
 * What saves time, tokens and money.
 */
public enum SavedBy {

	/** Answers to the same call. */
	EXACT,

	/** Answers to calls that mean the same. */
	SEMANTIC,

	/** Answers to calls that are made at the same time. */
	SINGLE_FLIGHT,

	/** Vectors of texts that were embedded before. */
	EMBEDDING,

	/** Beginnings of prompts that the provider remembers. */
	PREFIX,

	/** Responses that caches in front of the application keep. */
	EDGE;

	static SavedBy of(Layer layer) {
		return valueOf(layer.name());
	}

	/**
	 * Form for metrics.
	 * @return the name in lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
