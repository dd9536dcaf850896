package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.FlightRole;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.LeaseStore.Claim;

/**
 * Finds out which of all instances asks the model for what several ask for at the same
 * time.
 * <p>
 * Where the leases' server fails, each instance asks for itself. Thread-safe.
 */
final class FleetLead {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

	private final LlmCache cache;

	private final LeaseStore leases;

	private final LeaseRenewal renewal;

	private final InstantSource clock;

	// The leases' server has the time that all instances go by
	private final AtomicLong serverAhead = new AtomicLong();

	FleetLead(LlmCache cache, LeaseStore leases, LeaseRenewal renewal, InstantSource clock) {
		this.cache = cache;
		this.leases = leases;
		this.renewal = renewal;
		this.clock = clock;
	}

	/**
	 * Takes the lead, or waits for the answer of the instance that has it.
	 * @param call the call
	 * @param key what it has in common with those that may share its answer
	 * @param until when to stop waiting
	 * @return what to do
	 */
	Turn take(PlannedCall.Cached call, Fingerprint key, Instant until) {
		if (!call.plan().layers().contains(Layer.EXACT)) {
			return new Turn.Alone(fence());
		}
		Duration pause = FIRST_PAUSE;
		while (true) {
			Claim claim = claim(key);
			if (claim instanceof Claim.Declined) {
				return new Turn.Alone(fence());
			}
			// Of what nobody has asked for before, there was no answer a moment ago
			boolean isFirst = claim instanceof Claim.Granted granted && granted.first();
			if (!isFirst && this.cache.lookupShared(call.query(), call.plan()) instanceof Hit hit) {
				release(claim);
				return new Turn.Answered(hit);
			}
			if (claim instanceof Claim.Granted(LeaseStore.Lease lease, boolean first)) {
				this.serverAhead.set(lease.fence() - now());
				return new Turn.Lead(this.renewal.hold(lease));
			}
			if (!this.clock.instant().plus(pause).isBefore(until) || !sleep(pause)) {
				return new Turn.Alone(fence());
			}
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause.multipliedBy(2) : pause;
		}
	}

	private Claim claim(Fingerprint key) {
		try {
			return this.leases.claim(key, LeaseRenewal.TIME);
		}
		catch (RuntimeException | LinkageError ex) {
			return Claim.DECLINED;
		}
	}

	private void release(Claim claim) {
		if (claim instanceof Claim.Granted granted) {
			this.renewal.hold(granted.lease()).release();
		}
	}

	/**
	 * Fence of a call that needs no lease.
	 * @return microseconds since the epoch, by the clock of the leases' server as far as
	 * it is known
	 */
	long fence() {
		return now() + this.serverAhead.get();
	}

	private long now() {
		return ChronoUnit.MICROS.between(Instant.EPOCH, this.clock.instant());
	}

	/**
	 * Whether a call can share an answer with others.
	 * @param call the call
	 * @return false if it must not be given a stored one, or leave none behind
	 */
	static boolean isShareable(PlannedCall.Cached call) {
		Plan plan = call.plan();
		return call.writer().isTrusted() && plan.reads() && plan.writes() && !plan.shadow();
	}

	private static boolean sleep(Duration pause) {
		try {
			Thread.sleep(pause);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * What an instance is to do.
	 */
	sealed interface Turn {

		FlightRole role();

		/**
		 * Ask the model for all.
		 *
		 * @param lease the right to do so
		 */
		record Lead(HeldLease lease) implements Turn {

			@Override
			public FlightRole role() {
				return FlightRole.LEADER;
			}

		}

		/**
		 * Take what another instance has stored.
		 *
		 * @param hit the answer
		 */
		record Answered(Hit hit) implements Turn {

			@Override
			public FlightRole role() {
				return FlightRole.FLEET_FOLLOWER;
			}

		}

		/**
		 * Ask the model for itself.
		 *
		 * @param fence to store the answer with
		 */
		record Alone(long fence) implements Turn {

			@Override
			public FlightRole role() {
				return FlightRole.ALONE;
			}

		}

	}

}
