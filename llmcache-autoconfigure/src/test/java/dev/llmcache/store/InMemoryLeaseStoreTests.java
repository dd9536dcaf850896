package dev.llmcache.store;

import java.time.Instant;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.LeaseStore.Lease;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryLeaseStoreTests extends LeaseStoreContract {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.now());

	private final InMemoryLeaseStore store = new InMemoryLeaseStore(this.clock);

	@Override
	protected LeaseStore store() {
		return this.store;
	}

	@Override
	protected void lapse(Fingerprint key) {
		this.clock.advance(TIME);
	}

	@Test
	void aLeaseLastsItsTimeFromWhenItWasRenewed() {
		Lease lease = take(KEY);
		this.clock.advance(TIME.minusMillis(1));
		this.store.renew(lease, TIME);
		this.clock.advance(TIME.minusMillis(1));
		assertThat(this.store.claim(KEY, TIME)).isEqualTo(Claim.HELD);
		this.clock.advance(TIME);
		take(KEY);
	}

	@Test
	void fencesGrowThoughTheClockDoesNot() {
		Lease first = take(KEY);
		this.store.release(first);
		assertThat(take(KEY).fence()).isGreaterThan(first.fence());
	}

}
