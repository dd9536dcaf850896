package dev.llmcache.identity;

import org.jspecify.annotations.Nullable;

/**
 * Finds the tenant of a call that names none itself.
 * <p>
 * Asked on the thread that makes the call or, for a stream, on the one that calls
 * {@code prompt()} and {@code stream()} on an annotated client. A stream of another
 * client does not ask it: where such a stream is subscribed to, what the thread knows may
 * be about somebody else.
 * <p>
 * Must be thread-safe and not wait for anything: the thread may be an event loop. An
 * exception by-passes the cache.
 */
@FunctionalInterface
public interface TenantResolver {

	/**
	 * Finds the tenant.
	 * @return the application's name of the tenant, or null or blank when there is none
	 */
	@Nullable String resolveTenant();

}
