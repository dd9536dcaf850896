package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.llmcache.store.LeaseStore;

/**
 * Keeps leases alive for as long as this process is.
 * <p>
 * Thread-safe.
 */
final class LeaseRenewal {

	/** How long a lease outlives its process. */
	static final Duration TIME = Duration.ofSeconds(3);

	/** Whoever holds a lease for longer hangs. */
	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1,
			Thread.ofPlatform().daemon().name("llmcache-leases").factory());

	static {
		CLOCK.setRemoveOnCancelPolicy(true);
	}

	private final LeaseStore leases;

	LeaseRenewal(LeaseStore leases) {
		this.leases = leases;
	}

	/**
	 * Renews a lease until it is given back.
	 * @param lease the lease
	 * @return the lease, to be given back
	 */
	HeldLease hold(LeaseStore.Lease lease) {
		long period = TIME.toMillis() / 3;
		long end = System.nanoTime() + LONGEST.toNanos();
		ScheduledFuture<?> renewals = CLOCK.scheduleAtFixedRate(
				() -> Thread.ofVirtual().name("llmcache-lease").start(() -> renew(lease, end)), period, period,
				TimeUnit.MILLISECONDS);
		return new HeldLease(this.leases, lease, renewals);
	}

	private void renew(LeaseStore.Lease lease, long end) {
		try {
			if (System.nanoTime() < end) {
				this.leases.renew(lease, TIME);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// It may succeed the next time, or else the lease ends
		}
	}

}
