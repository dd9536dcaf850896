package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * Which answers are not to be served any more.
 * <p>
 * The text form names the kind only.
 */
public sealed interface Invalidation {

	/**
	 * Answers that bear a tag.
	 * @param name the tag
	 * @return the invalidation
	 */
	static Invalidation byTag(String name) {
		return new Tag(name);
	}

	/**
	 * Answers of a tenant and of its users.
	 * @param id the application's name of the tenant
	 * @return the invalidation
	 */
	static Tenant byTenant(String id) {
		return new Tenant(id);
	}

	/**
	 * Answers of a user where there are no tenants.
	 * @param id the application's name of the user
	 * @return the invalidation
	 */
	static User byUser(String id) {
		return new User(null, id);
	}

	/**
	 * Answers of a tenant's user.
	 * @param tenant the application's name of the tenant, or null where there are none
	 * @param id the application's name of the user
	 * @return the invalidation
	 */
	static User byUser(@Nullable String tenant, String id) {
		return new User(tenant, id);
	}

	/**
	 * Answers of a model.
	 * @param name the model, as the calls ask for it
	 * @return the invalidation
	 */
	static Invalidation byModel(String name) {
		return new Model(name);
	}

	/**
	 * Answers that were stored by a policy.
	 * @param name the policy
	 * @return the invalidation
	 */
	static Invalidation byPolicy(String name) {
		return new Policy(name);
	}

	/**
	 * All answers of the application.
	 * @return the invalidation
	 */
	static Invalidation all() {
		return new All();
	}

	/**
	 * Answers that bear a tag.
	 *
	 * @param name the tag
	 */
	record Tag(String name) implements Invalidation {

		@Override
		public String toString() {
			return "Tag[]";
		}

	}

	/**
	 * Answers of somebody, who may want them deleted.
	 */
	sealed interface OfOwner extends Invalidation {

	}

	/**
	 * Answers of a tenant and of its users.
	 *
	 * @param id the application's name of the tenant
	 */
	record Tenant(String id) implements OfOwner {

		@Override
		public String toString() {
			return "Tenant[]";
		}

	}

	/**
	 * Answers of a user.
	 *
	 * @param tenant the application's name of the tenant, or null where there are none
	 * @param id the application's name of the user
	 */
	record User(@Nullable String tenant, String id) implements OfOwner {

		@Override
		public String toString() {
			return "User[]";
		}

	}

	/**
	 * Answers of a model.
	 *
	 * @param name the model, as the calls ask for it
	 */
	record Model(String name) implements Invalidation {

	}

	/**
	 * Answers that were stored by a policy.
	 *
	 * @param name the policy
	 */
	record Policy(String name) implements Invalidation {

	}

	/**
	 * All answers of the application.
	 */
	record All() implements Invalidation {

	}

}
