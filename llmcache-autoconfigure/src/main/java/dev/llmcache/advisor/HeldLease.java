package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import dev.llmcache.store.LeaseStore;

/**
 * Lease that is renewed until it is given back.
 * <p>
 * Thread-safe; throws nothing.
 */
final class HeldLease {

	private final LeaseStore leases;

	private final LeaseStore.Lease lease;

	private final CountDownLatch renewals;

	HeldLease(LeaseStore leases, LeaseStore.Lease lease, CountDownLatch renewals) {
		this.leases = leases;
		this.lease = lease;
		this.renewals = renewals;
	}

	long fence() {
		return this.lease.fence();
	}

	/** Lets the next one have it. */
	void release() {
		end(() -> this.leases.release(this.lease));
	}

	/**
	 * Has nobody wait for it for some time.
	 * @param time how long
	 */
	void decline(Duration time) {
		end(() -> this.leases.decline(this.lease, time));
	}

	private void end(Runnable ending) {
		this.renewals.countDown();
		try {
			ending.run();
		}
		catch (RuntimeException | LinkageError ex) {
			// It ends by itself
		}
	}

}
