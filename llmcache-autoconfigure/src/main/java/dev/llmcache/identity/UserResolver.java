package dev.llmcache.identity;

import org.jspecify.annotations.Nullable;

/**
 * Finds the user of a call that names none itself.
 * <p>
 * Asked on the same threads as a {@link TenantResolver} and held to the same. An
 * exception by-passes the cache.
 */
@FunctionalInterface
public interface UserResolver {

	/**
	 * Finds the user.
	 * @return the application's name of the user, or null or blank when there is none
	 */
	@Nullable String resolveUser();

}
