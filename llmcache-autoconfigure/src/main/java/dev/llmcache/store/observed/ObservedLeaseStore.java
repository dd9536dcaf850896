package dev.llmcache.store.observed;

import java.time.Duration;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore;

/**
 * Leases of which every call is observed.
 *
 * @param store the store, closed with this one
 * @param operations observes it
 */
public record ObservedLeaseStore(LeaseStore store, Operations operations) implements LeaseStore {

	@Override
	public Claim claim(Fingerprint key, Duration time) {
		return this.operations.observe("claim-lease", (context) -> this.store.claim(key, time));
	}

	@Override
	public boolean renew(Lease lease, Duration time) {
		return this.operations.observe("renew-lease", (context) -> this.store.renew(lease, time));
	}

	@Override
	public void release(Lease lease) {
		this.operations.observe("release-lease", () -> this.store.release(lease));
	}

	@Override
	public void decline(Lease lease, Duration time) {
		this.operations.observe("release-lease", () -> this.store.decline(lease, time));
	}

	@Override
	public void close() {
		this.store.close();
	}

}
