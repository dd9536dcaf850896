package dev.llmcache.advisor;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Finds the tenant of a call that names none itself.
 * <p>
 * Called on the thread that makes the call or, for a stream, on the one that subscribes
 * to it; must be thread-safe. An exception by-passes the cache.
 */
@FunctionalInterface
public interface TenantResolver {

	/**
	 * Finds the tenant.
	 * @param request the call
	 * @return the application's name of the tenant, or null when there is none
	 */
	@Nullable String resolveTenant(ChatClientRequest request);

}
