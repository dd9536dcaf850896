package dev.llmcache.policy;

/**
 * Who may leave answers behind that everyone is served.
 *
 * @param publicWrites whose answers
 * @param confirmations how many users must have been given an answer, where that counts
 */
public record WriteSettings(PublicWrites publicWrites, int confirmations) {

	/** Every call. */
	public static final WriteSettings ANYONE = new WriteSettings(PublicWrites.ANYONE, 3);

}
