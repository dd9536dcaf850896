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

	/**
	 * Fills what this identity lacks from another.
	 * @param other where to take it from
	 * @return the more complete identity
	 */
	public Identity or(Identity other) {
		return new Identity((this.tenant != null) ? this.tenant : other.tenant,
				(this.user != null) ? this.user : other.user);
	}

	public boolean isComplete() {
		return this.tenant != null && this.user != null;
	}

	@Override
	public String toString() {
		return "Identity[]";
	}

}
