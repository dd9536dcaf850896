package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * Whose answers a call may see and leave behind.
 * <p>
 * The text form names the kind only.
 */
public sealed interface Owner {

	/**
	 * Everyone, whoever asks.
	 */
	record Everyone() implements Owner {

	}

	/**
	 * The application itself, where there are no tenants.
	 */
	record Application() implements Owner {

	}

	/**
	 * One tenant.
	 *
	 * @param id the application's name of the tenant, not blank
	 */
	record Tenant(String id) implements Owner {

		public Tenant {
			if (id.isBlank()) {
				throw new IllegalArgumentException("A tenant needs a name");
			}
		}

		@Override
		public String toString() {
			return "Tenant[]";
		}

	}

	/**
	 * One user.
	 *
	 * @param tenant the application's name of the user's tenant, or null where there are
	 * no tenants
	 * @param id the application's name of the user, not blank
	 */
	record User(@Nullable String tenant, String id) implements Owner {

		public User {
			if (id.isBlank()) {
				throw new IllegalArgumentException("A user needs a name");
			}
		}

		@Override
		public String toString() {
			return "User[]";
		}

	}

}
