package dev.llmcache.policy;

/**
 * What becomes of the variation that a temperature asks for.
 */
public enum TemperatureHandling {

	/** The first answer is kept and served, whatever the temperature. */
	FIRST_RESPONSE,

	/** The model is asked at temperature zero. */
	FORCE_ZERO,

	/** Calls above a temperature by-pass the cache. */
	SKIP,

	/** Several answers are kept and served in turn. */
	VARIANTS

}
