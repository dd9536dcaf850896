package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a call, as far as the application told.
 * <p>
 * A blank name is no name. The text form names nobody.
 *
 * @param tenant the application's name of the tenant, or null when there is none
 * @param user the application's name of the user, or null when there is none
 */
public record Identity(@Nullable String tenant, @Nullable String user) {

	/** Nobody in particular. */
	public static final Identity NONE = new Identity(null, null);

	public Identity {
		tenant = (tenant == null || tenant.isBlank()) ? null : tenant;
		user = (user == null || user.isBlank()) ? null : user;
	}

	@Override
	public String toString() {
		return "Identity[]";
	}

}
