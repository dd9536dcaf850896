package dev.llmcache.identity;

import dev.llmcache.Identity;

/**
 * Tells which callers the application trusts with answers that everyone is served, such
 * as a job that asks the common questions, or the application's own staff.
 * <p>
 * Asked for calls of public policies whose {@code public-writes} are not {@code anyone},
 * on whatever thread; must be thread-safe and quick. Of several beans one that trusts is
 * enough. Over an exception a caller is not trusted.
 */
@FunctionalInterface
public interface TrustedWriter {

	/**
	 * Decides about a caller.
	 * @param identity who makes the call, as far as that is known
	 * @param policy name of the policy
	 * @return whether the answer to the call may be served to everyone
	 */
	boolean isTrusted(Identity identity, String policy);

}
