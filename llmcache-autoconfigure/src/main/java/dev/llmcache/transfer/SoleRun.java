package dev.llmcache.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.LeaseStore.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Lease of what one instance at a time does for as long as it takes. Of one thread.
 */
final class SoleRun {

	private static final Duration TIME = Duration.ofSeconds(60);

	private static final Duration RENEWAL = TIME.dividedBy(4);

	private final LeaseStore leases;

	private final Fingerprint name;

	private final InstantSource clock;

	private @Nullable Lease lease;

	private Instant renewAt = Instant.MIN;

	SoleRun(LeaseStore leases, String name, InstantSource clock) {
		this.leases = leases;
		this.name = Fingerprint.of(new byte[Fingerprint.LENGTH]).derive(name.getBytes(StandardCharsets.UTF_8));
		this.clock = clock;
	}

	/**
	 * Whether this instance may go on.
	 * @return false if another one does it
	 */
	boolean isMine() {
		Instant now = this.clock.instant();
		if (this.lease != null && now.isBefore(this.renewAt)) {
			return true;
		}
		if (this.lease == null || !this.leases.renew(this.lease, TIME)) {
			this.lease = (this.leases.claim(this.name, TIME) instanceof Claim.Granted granted) ? granted.lease() : null;
		}
		this.renewAt = now.plus(RENEWAL);
		return this.lease != null;
	}

	void end() {
		Lease held = this.lease;
		this.lease = null;
		if (held != null) {
			this.leases.release(held);
		}
	}

}
