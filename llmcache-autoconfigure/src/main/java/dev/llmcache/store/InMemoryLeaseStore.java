package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Leases among the threads of this process.
 * <p>
 * Thread-safe. Throws nothing. Does not know of any lease whether it is the first: to
 * look again costs nothing here.
 */
public final class InMemoryLeaseStore implements LeaseStore {

	private static final int CLAIMS_PER_SWEEP = 1_000;

	private final Map<Fingerprint, Holding> holdings = new HashMap<>();

	private final InstantSource clock;

	private long lastFence;

	private int claims;

	/**
	 * Creates a store without leases.
	 * @param clock tells which have ended
	 */
	public InMemoryLeaseStore(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public synchronized Claim claim(Fingerprint key, Duration time) {
		Instant now = this.clock.instant();
		if (++this.claims % CLAIMS_PER_SWEEP == 0) {
			this.holdings.values().removeIf((holding) -> !now.isBefore(holding.until()));
		}
		Holding holding = this.holdings.get(key);
		if (holding != null && now.isBefore(holding.until())) {
			return (holding.fence() != null) ? Claim.HELD : Claim.DECLINED;
		}
		this.lastFence = Math.max(this.lastFence + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
		this.holdings.put(key, new Holding(this.lastFence, now.plus(time)));
		return new Claim.Granted(new Lease(key, this.lastFence), false);
	}

	@Override
	public synchronized boolean renew(Lease lease, Duration time) {
		boolean held = isHeld(lease);
		if (held) {
			this.holdings.put(lease.key(), new Holding(lease.fence(), this.clock.instant().plus(time)));
		}
		return held;
	}

	@Override
	public synchronized void release(Lease lease) {
		if (isHeld(lease)) {
			this.holdings.remove(lease.key());
		}
	}

	@Override
	public synchronized void decline(Lease lease, Duration time) {
		if (isHeld(lease)) {
			this.holdings.put(lease.key(), new Holding(null, this.clock.instant().plus(time)));
		}
	}

	private boolean isHeld(Lease lease) {
		Holding holding = this.holdings.get(lease.key());
		return holding != null && holding.fence() != null && holding.fence() == lease.fence()
				&& this.clock.instant().isBefore(holding.until());
	}

	@Override
	public void close() {
		// Nothing to close
	}

	/**
	 * Who has a key and for how long.
	 *
	 * @param fence that of the lease, or null where it was declined
	 * @param until when it ends
	 */
	private record Holding(@Nullable Long fence, Instant until) {

	}

}
