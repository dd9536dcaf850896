package dev.llmcache.policy;

import dev.llmcache.Identity;
import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Who shares the answers of a policy.
 */
public enum OwnerKind {

	/** Everyone, whatever the tenant or user. */
	PUBLIC,

	/** The calls of one tenant. */
	TENANT,

	/** The calls of one user. */
	USER;

	/**
	 * Finds the owner of a call.
	 * @param identity who makes the call
	 * @param tenants whether the application has tenants
	 * @return the owner, or null when the identity lacks what is needed
	 */
	public @Nullable Owner ownerOf(Identity identity, boolean tenants) {
		return switch (this) {
			case PUBLIC -> new Owner.Everyone();
			case TENANT -> tenantOf(identity, tenants);
			case USER -> (identity.user() != null && (identity.tenant() != null || !tenants))
					? new Owner.User(identity.tenant(), identity.user()) : null;
		};
	}

	private static @Nullable Owner tenantOf(Identity identity, boolean tenants) {
		if (identity.tenant() != null) {
			return new Owner.Tenant(identity.tenant());
		}
		return tenants ? null : new Owner.Application();
	}

}
