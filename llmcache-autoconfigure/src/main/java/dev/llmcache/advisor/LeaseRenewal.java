package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.llmcache.store.LeaseStore;

/**
 * Keeps leases alive for as long as this process is, each on a virtual thread that ends
 * with it.
 * <p>
 * Thread-safe.
 */
final class LeaseRenewal {

	/** How long a lease outlives its process. */
	static final Duration TIME = Duration.ofSeconds(3);

	private static final Duration PERIOD = Duration.ofSeconds(1);

	/** Whoever holds a lease for longer hangs. */
	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final LeaseStore leases;

	private final Duration period;

	LeaseRenewal(LeaseStore leases) {
		this(leases, PERIOD);
	}

	LeaseRenewal(LeaseStore leases, Duration period) {
		this.leases = leases;
		this.period = period;
	}

	/**
	 * Renews a lease until it is given back or lost.
	 * @param lease the lease
	 * @return the lease, to be given back
	 */
	HeldLease hold(LeaseStore.Lease lease) {
		CountDownLatch end = new CountDownLatch(1);
		Thread.ofVirtual().name("llmcache-lease").start(() -> renew(lease, end));
		return new HeldLease(this.leases, lease, end);
	}

	private void renew(LeaseStore.Lease lease, CountDownLatch end) {
		try {
			boolean isHeld = true;
			for (long i = LONGEST.toNanos() / this.period.toNanos(); i > 0 && isHeld
					&& !end.await(this.period.toNanos(), TimeUnit.NANOSECONDS); i--) {
				isHeld = renew(lease);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean renew(LeaseStore.Lease lease) {
		try {
			return this.leases.renew(lease, TIME);
		}
		catch (RuntimeException | LinkageError ex) {
			// It may succeed the next time, or else the lease ends
			return true;
		}
	}

}
