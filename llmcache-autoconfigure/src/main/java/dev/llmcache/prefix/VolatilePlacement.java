package dev.llmcache.prefix;

/**
 * Where what changes from call to call is put, so that what does not stands before it.
 */
public enum VolatilePlacement {

	/** Where the application has put it. */
	OFF,

	/**
	 * Into a message of the system: the last one at the beginning for providers that take
	 * them only there, for others one before the last message of the user.
	 */
	SYSTEM,

	/** Into the last message of the user, before what he says. */
	USER

}
