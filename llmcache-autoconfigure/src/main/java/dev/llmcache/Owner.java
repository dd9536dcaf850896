package dev.llmcache;

/**
 * Whose answers a call may see and leave behind.
 * <p>
 * The text form names the kind only.
 */
public sealed interface Owner {

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

}
