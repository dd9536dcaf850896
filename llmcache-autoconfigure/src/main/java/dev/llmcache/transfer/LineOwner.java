package dev.llmcache.transfer;

import dev.llmcache.Identity;
import dev.llmcache.Owner;

/**
 * Owner in the words of a line.
 *
 * @param kind which kind of owner
 * @param identity the names
 */
record LineOwner(String kind, Identity identity) {

	private static final String EVERYONE = "everyone";

	private static final String APPLICATION = "application";

	private static final String TENANT = "tenant";

	private static final String USER = "user";

	static LineOwner of(Owner owner) {
		return switch (owner) {
			case Owner.Everyone everyone -> new LineOwner(EVERYONE, Identity.NONE);
			case Owner.Application application -> new LineOwner(APPLICATION, Identity.NONE);
			case Owner.Tenant(String id) -> new LineOwner(TENANT, new Identity(id, null));
			case Owner.User(String tenant, String id) -> new LineOwner(USER, new Identity(tenant, id));
		};
	}

	/**
	 * Whether the answer may be stored as an owner's. One that names nobody may be for
	 * all, but never for whoever happens to import it.
	 * @param owner the owner
	 * @return false if somebody else would be shown it
	 */
	boolean allows(Owner owner) {
		LineOwner other = of(owner);
		return other.identity().equals(this.identity) && (this.kind.isEmpty() || other.kind().equals(this.kind));
	}

	/**
	 * Owner of a line that somebody wrote.
	 * @param identity the names that it has
	 * @return an owner of any kind
	 */
	static LineOwner written(Identity identity) {
		return new LineOwner("", identity);
	}

	/**
	 * Owner of an exported line.
	 * @param kind which kind of owner
	 * @param identity the names that it has
	 * @return the owner
	 * @throws IllegalArgumentException if there is no such owner
	 */
	static Owner owner(String kind, Identity identity) {
		String tenant = identity.tenant();
		String user = identity.user();
		return switch (kind) {
			case EVERYONE -> new Owner.Everyone();
			case APPLICATION -> new Owner.Application();
			case TENANT -> new Owner.Tenant((tenant != null) ? tenant : "");
			case USER -> new Owner.User(tenant, (user != null) ? user : "");
			default -> throw new IllegalArgumentException("No such owner");
		};
	}

	@Override
	public String toString() {
		return "LineOwner[%s]".formatted(this.kind);
	}

}
