package dev.llmcache.policy;

/**
 * Whose answers everyone is served, where a policy's answers are everyone's.
 */
public enum PublicWrites {

	/** Those of every call. */
	ANYONE,

	/** Those of callers that the application trusts. */
	TRUSTED,

	/** These, and those that several users were given alike. */
	CONFIRMED

}
