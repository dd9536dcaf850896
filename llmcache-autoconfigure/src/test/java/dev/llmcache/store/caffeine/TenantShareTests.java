package dev.llmcache.store.caffeine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.MutableInstantSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what one tenant may take of a {@link CaffeineAnswerStore}.
 */
class TenantShareTests {

	private static final long MAXIMUM = 1_000_000;

	private static final long SHARE = MAXIMUM / 2;

	private static final Mark NOISY = new Mark(1, 1);

	private static final Mark QUIET = new Mark(2, 2);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final CaffeineAnswerStore store = new CaffeineAnswerStore(MAXIMUM, SHARE, this.clock);

	private static Fingerprint key(Mark tenant, int number) {
		return Fingerprint.of(ByteBuffer.allocate(Fingerprint.LENGTH).put(tenant.bytes()).putInt(number).array());
	}

	private StoredRecord record(Mark tenant, int payload, Duration lifetime) {
		Instant now = this.clock.instant();
		Instant end = now.plus(lifetime);
		return new StoredRecord(1, 0, now, end, end, tenant, List.of(new Stamp(tenant, 1)), new byte[payload]);
	}

	private void put(Mark tenant, int from, int to) {
		for (int i = from; i < to; i++) {
			this.store.put(key(tenant, i), record(tenant, 1_000, Duration.ofHours(1)));
		}
	}

	private boolean isThere(Mark tenant, int number) {
		return this.store.getNear(key(tenant, number)) != null;
	}

	private TenantLedger ledger() {
		TenantLedger ledger = this.store.tenants();
		assertThat(ledger).isNotNull();
		return ledger;
	}

	@Test
	void aTenantThatFloodsEvictsNoneOfAnother() {
		put(QUIET, 0, 300);
		put(NOISY, 0, 10_000);
		assertThat(IntStream.range(0, 300)).allMatch((i) -> isThere(QUIET, i));
		assertThat(this.store.evictions()).isZero();
	}

	@Test
	void aTenantLosesWhatItPutFirst() {
		put(NOISY, 0, 10_000);
		int kept = (int) this.store.entries();
		assertThat(IntStream.range(0, 10_000).filter((i) -> isThere(NOISY, i)))
			.containsExactlyElementsOf(IntStream.range(10_000 - kept, 10_000).boxed().toList());
		assertThat(this.store.bytes()).isBetween(SHARE - 2_000, SHARE);
		assertThat(this.store.reports().getFirst().evictions()).containsEntry("quota", 10_000L - kept)
			.containsEntry("size", 0L);
	}

	@Test
	void whatIsPutAgainIsNew() {
		put(NOISY, 0, 200);
		put(NOISY, 0, 1);
		put(NOISY, 200, 450);
		assertThat(isThere(NOISY, 0)).isTrue();
		assertThat(isThere(NOISY, 1)).isFalse();
	}

	@Test
	void recordsOfNoTenantCountAsThoseOfOne() {
		put(QUIET, 0, 100);
		put(Mark.NO_TENANT, 0, 10_000);
		assertThat(IntStream.range(0, 100)).allMatch((i) -> isThere(QUIET, i));
		assertThat(this.store.bytes()).isLessThanOrEqualTo(MAXIMUM);
	}

	@Test
	void aRecordLargerThanTheShareIsNotKeptAndEvictsNothing() {
		put(NOISY, 0, 100);
		this.store.put(key(NOISY, 5), record(NOISY, (int) SHARE, Duration.ofHours(1)));
		assertThat(isThere(NOISY, 5)).isFalse();
		assertThat(this.store.entries()).isEqualTo(99);
	}

	@Test
	void remembersNoTenantThatIsGone() {
		for (int i = 0; i < 100; i++) {
			put(new Mark(3, i), 0, 2);
		}
		assertThat(ledger().tenants()).isEqualTo(100);
		this.store.erase(Set.of(new Mark(3, 0)));
		assertThat(ledger().tenants()).isEqualTo(99);
		this.store.remove(key(new Mark(3, 1), 0));
		this.store.remove(key(new Mark(3, 1), 1));
		assertThat(ledger().tenants()).isEqualTo(98);
		this.clock.advance(Duration.ofHours(2));
		put(QUIET, 0, 1);
		assertThat(ledger().tenants()).isOne();
		this.store.close();
		assertThat(ledger().tenants()).isZero();
	}

	@Test
	void forgetsTenantsThatTheWholeStoreHasNoRoomFor() {
		for (int i = 0; i < 10_000; i++) {
			put(new Mark(4, i), 0, 1);
		}
		assertThat((long) ledger().tenants()).isEqualTo(this.store.entries());
		assertThat(ledger().bytes()).isEqualTo(this.store.bytes());
	}

	@Test
	void countsExactlyWhateverThreadsDoAtOnce() throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				Random random = new Random(i);
				all.add(threads.submit(() -> changeAtRandom(random)));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		assertThat(ledger().bytes()).isEqualTo(this.store.bytes());
		this.store.erase(Set.of(new Mark(5, 0), new Mark(5, 1), new Mark(5, 2)));
		this.clock.advance(Duration.ofHours(1));
		put(QUIET, 0, 1);
		assertThat(ledger().tenants()).isOne();
		assertThat(ledger().bytes()).isEqualTo(this.store.bytes());
	}

	private void changeAtRandom(Random random) {
		for (int i = 0; i < 20_000; i++) {
			Mark tenant = new Mark(5, random.nextInt(3));
			Fingerprint key = key(QUIET, random.nextInt(600));
			switch (random.nextInt(20)) {
				case 0 -> this.store.remove(key);
				case 1 -> this.clock.advance(Duration.ofMillis(random.nextInt(50)));
				case 2 -> this.store.sweep((stamps) -> Set.of());
				default -> this.store.put(key,
						record(tenant, random.nextInt(6_000), Duration.ofMillis(random.nextInt(20_000))));
			}
		}
	}

	@Property(tries = 200)
	void noTenantTakesMoreThanItsShareWhateverIsDone(@ForAll("changes") List<Change> changes) {
		try (CaffeineAnswerStore small = new CaffeineAnswerStore(40_000, 20_000, this.clock)) {
			for (Change change : changes) {
				Mark tenant = new Mark(6, change.tenant());
				Fingerprint key = key(QUIET, change.key());
				if (change.payload() == 0) {
					small.remove(key);
				}
				else {
					small.put(key, record(tenant, change.payload(), Duration.ofHours(1)));
				}
				TenantLedger ledger = small.tenants();
				assertThat(ledger).isNotNull();
				assertThat(ledger.bytes()).isEqualTo(small.bytes());
				assertThat(ledger.excess(tenant)).isNull();
			}
		}
	}

	@Provide
	Arbitrary<List<Change>> changes() {
		return Combinators
			.combine(Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 30),
					Arbitraries.integers().between(0, 5_000))
			.as(Change::new)
			.list()
			.ofMaxSize(100);
	}

	/**
	 * Put, or removal where the payload is empty.
	 */
	record Change(int tenant, int key, int payload) {

	}

}
