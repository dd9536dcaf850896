package dev.llmcache;

import java.util.Set;

/**
 * Takes away the keys that answers are encrypted under, so that nothing is left of them
 * that can be read, wherever copies may be.
 * <p>
 * Thread-safe.
 */
public interface DataKeyErasure {

	/** Nothing is encrypted. */
	DataKeyErasure NONE = new DataKeyErasure() {

		@Override
		public long erase(Set<Mark> tenants) {
			return 0;
		}

		@Override
		public void forget() {
			// There is nothing
		}

	};

	/**
	 * Deletes the keys of tenants.
	 * @param tenants marks of the tenants, or of others that have no key
	 * @return how many there were
	 * @throws RuntimeException if one may be left
	 */
	long erase(Set<Mark> tenants);

	/**
	 * Forgets the keys that this instance has in memory, since another has deleted some.
	 */
	void forget();

}
