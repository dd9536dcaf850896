package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.LeaseStore.Lease;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What every {@link LeaseStore} must do. Each test starts without leases.
 */
public abstract class LeaseStoreContract {

	protected static final Duration TIME = Duration.ofMinutes(1);

	protected static final Fingerprint KEY = key("key");

	private static final int CLAIMANTS = 16;

	protected abstract LeaseStore store();

	/** Has the time of whatever is under a key pass. */
	protected abstract void lapse(Fingerprint key);

	protected static Fingerprint key(String name) {
		return Fingerprint.of(new byte[Fingerprint.LENGTH]).derive(name.getBytes(StandardCharsets.UTF_8));
	}

	protected final Lease take(Fingerprint key) {
		Claim claim = store().claim(key, TIME);
		assertThat(claim).isInstanceOf(Claim.Granted.class);
		return ((Claim.Granted) claim).lease();
	}

	@Test
	void grantsWhatNobodyHas() {
		assertThat(take(KEY).key()).isEqualTo(KEY);
	}

	@Test
	void refusesWhatSomebodyHas() {
		take(KEY);
		assertThat(store().claim(KEY, TIME)).isEqualTo(Claim.HELD);
	}

	@Test
	void grantsOtherKeysMeanwhile() {
		take(KEY);
		assertThat(take(key("other")).key()).isEqualTo(key("other"));
	}

	@Test
	void grantsWhatWasGivenBack() {
		store().release(take(KEY));
		take(KEY);
	}

	@Test
	void grantsWhatHasEnded() {
		take(KEY);
		lapse(KEY);
		take(KEY);
	}

	@Test
	void fencesGrowHoweverTheLeasesEnd() {
		long first = take(KEY).fence();
		lapse(KEY);
		Lease second = take(KEY);
		store().release(second);
		Lease third = take(KEY);
		store().decline(third, TIME);
		lapse(KEY);
		assertThat(List.of(first, second.fence(), third.fence(), take(KEY).fence())).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void fencesAreAboutTheTime() {
		long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
		assertThat(take(KEY).fence()).isCloseTo(now, within(TimeUnit.MINUTES.toMicros(1)));
	}

	@Test
	void renewsWhatIsHeld() {
		Lease lease = take(KEY);
		assertThat(store().renew(lease, TIME)).isTrue();
		assertThat(store().claim(KEY, TIME)).isEqualTo(Claim.HELD);
	}

	@Test
	void renewsNothingThatHasEnded() {
		Lease lapsed = take(KEY);
		lapse(KEY);
		assertThat(store().renew(lapsed, TIME)).isFalse();
		Lease released = take(KEY);
		store().release(released);
		assertThat(store().renew(released, TIME)).isFalse();
		Lease declined = take(KEY);
		store().decline(declined, TIME);
		assertThat(store().renew(declined, TIME)).isFalse();
	}

	@Test
	void aLeaseThatHasEndedChangesNothingOfTheNext() {
		Lease ended = take(KEY);
		lapse(KEY);
		Lease next = take(KEY);
		store().release(ended);
		store().decline(ended, TIME);
		assertThat(store().renew(ended, TIME)).isFalse();
		assertThat(store().claim(KEY, TIME)).isEqualTo(Claim.HELD);
		assertThat(store().renew(next, TIME)).isTrue();
	}

	@Test
	void declinesForSomeTime() {
		store().decline(take(KEY), TIME);
		assertThat(store().claim(KEY, TIME)).isEqualTo(Claim.DECLINED);
		lapse(KEY);
		take(KEY);
	}

	@Test
	void releasingTwiceDoesNothing() {
		Lease lease = take(KEY);
		store().release(lease);
		store().release(lease);
		take(KEY);
	}

	@Test
	void grantsALeaseToOneOfManyOnly() throws Exception {
		Callable<Claim> claimant = () -> store().claim(KEY, TIME);
		try (ExecutorService threads = Executors.newFixedThreadPool(CLAIMANTS)) {
			List<Claim> claims = threads.invokeAll(Collections.nCopies(CLAIMANTS, claimant))
				.stream()
				.map((future) -> future.resultNow())
				.toList();
			assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
			assertThat(claims).filteredOn(Claim.HELD::equals).hasSize(CLAIMANTS - 1);
		}
	}

}
