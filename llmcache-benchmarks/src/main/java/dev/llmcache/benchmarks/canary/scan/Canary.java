package dev.llmcache.benchmarks.canary.scan;

/**
 * Text by which one tells that something got out.
 *
 * @param kind what it is
 * @param word in it, and nowhere else, of 20 lower-case letters and digits
 * @param text all of it
 */
public record Canary(Kind kind, String word, String text) {

	/**
	 * What nobody is to find.
	 */
	public enum Kind {

		/** What a caller asked. */
		PROMPT,

		/** What the model said. */
		ANSWER,

		/** Name of a tenant. */
		TENANT,

		/** Name of a user. */
		USER,

		/** Name by which answers are invalidated. */
		TAG,

		/** What nobody has said, to see whether it is found where it is put. */
		PLANTED

	}

}
