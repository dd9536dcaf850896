package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

class LeaseRenewalTests {

	private static final LeaseStore.Lease LEASE = new LeaseStore.Lease(Fingerprint.of(new byte[Fingerprint.LENGTH]), 1);

	private static final Duration PERIOD = Duration.ofMillis(1);

	private static final Duration A_WHILE = Duration.ofMillis(100);

	private final AtomicInteger renewals = new AtomicInteger();

	private volatile boolean held = true;

	private volatile boolean failing;

	private final LeaseRenewal renewal = new LeaseRenewal(new Leases(), PERIOD);

	@Test
	void asksForALeaseUntilItIsGivenBack() {
		HeldLease lease = this.renewal.hold(LEASE);
		await().untilAsserted(() -> assertThat(this.renewals).hasValueGreaterThan(3));
		lease.release();
		assertEnds();
	}

	@Test
	void asksNoMoreForALeaseThatIsLost() {
		this.held = false;
		this.renewal.hold(LEASE);
		await().untilAtomic(this.renewals, equalTo(1));
		assertEnds();
	}

	@Test
	void asksOnWhereTheServerFails() {
		this.failing = true;
		HeldLease lease = this.renewal.hold(LEASE);
		await().untilAsserted(() -> assertThat(this.renewals).hasValueGreaterThan(3));
		lease.decline(Duration.ZERO);
		assertEnds();
	}

	private void assertEnds() {
		AtomicInteger last = new AtomicInteger(-1);
		await().during(A_WHILE).until(() -> last.getAndSet(this.renewals.get()) == this.renewals.get());
	}

	private final class Leases implements LeaseStore {

		@Override
		public Claim claim(Fingerprint key, Duration time) {
			return Claim.HELD;
		}

		@Override
		public boolean renew(Lease lease, Duration time) {
			LeaseRenewalTests.this.renewals.incrementAndGet();
			if (LeaseRenewalTests.this.failing) {
				throw new IllegalStateException("away");
			}
			return LeaseRenewalTests.this.held;
		}

		@Override
		public void release(Lease lease) {
		}

		@Override
		public void decline(Lease lease, Duration time) {
		}

		@Override
		public void close() {
		}

	}

}
