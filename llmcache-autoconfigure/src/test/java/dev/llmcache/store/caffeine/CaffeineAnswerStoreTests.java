package dev.llmcache.store.caffeine;

import java.time.Duration;
import java.time.InstantSource;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.AnswerStoreContract;
import dev.llmcache.store.StoredRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CaffeineAnswerStoreTests extends AnswerStoreContract {

	private static final int MAXIMUM = 1_000_000;

	private static final int PAYLOAD = 10_000;

	private final CaffeineAnswerStore store = new CaffeineAnswerStore(MAXIMUM, this.clock);

	@Override
	protected AnswerStore store() {
		return this.store;
	}

	/** It keeps records, so what cannot be read cannot come to lie in it. */
	@Override
	protected void overwriteBytes(Fingerprint key, byte[] bytes) {
		StoredRecord record = StoredRecord.decode(bytes);
		if (record != null) {
			this.store.put(key, record);
		}
		else {
			this.store.remove(key);
		}
	}

	private void fill(int entries, int payload, Duration ttl) {
		for (int i = 0; i < entries; i++) {
			this.store.put(fingerprint("entry " + i), record(new byte[payload], ttl));
		}
	}

	@Test
	void takesNoMoreThanItsBytesHoweverMuchIsPut() {
		fill(1000, PAYLOAD, Duration.ofHours(1));
		assertThat(this.store.bytes()).isBetween(MAXIMUM - 2L * PAYLOAD, (long) MAXIMUM);
		assertThat(this.store.entries()).isBetween(90L, (long) MAXIMUM / PAYLOAD);
		assertThat(this.store.evictions()).isEqualTo(1000 - this.store.entries());
	}

	@Test
	void letsGoOfWhatHasExpiredThoughNobodyAsks() {
		InstantSource now = InstantSource.system();
		try (CaffeineAnswerStore real = new CaffeineAnswerStore(MAXIMUM, now)) {
			real.put(fingerprint("entry"),
					new StoredRecord(0, now.instant(), now.instant().plusMillis(50), new byte[8]));
			await().atMost(Duration.ofSeconds(20)).until(() -> real.entries() == 0);
		}
	}

	@Test
	void countsTheOverheadOfSmallEntries() {
		fill(10_000, 0, Duration.ofHours(1));
		assertThat(this.store.entries())
			.isLessThanOrEqualTo(MAXIMUM / (CaffeineAnswerStore.OVERHEAD + StoredRecord.HEADER_LENGTH));
	}

	@Test
	void keepsWhatIsReadOftenThroughAFlood() {
		Fingerprint popular = fingerprint("popular");
		this.store.put(popular, record("popular"));
		for (int i = 0; i < 1000; i++) {
			assertThat(this.store.get(popular)).isNotNull();
			this.store.put(fingerprint("entry " + i), record(new byte[PAYLOAD], Duration.ofHours(1)));
		}
		assertThat(this.store.get(popular)).isNotNull();
	}

	@Test
	void doesNotKeepARecordLargerThanItself() {
		this.store.put(fingerprint("small"), record("small"));
		this.store.put(fingerprint("large"), record(new byte[MAXIMUM], Duration.ofHours(1)));
		assertThat(this.store.get(fingerprint("large"))).isNull();
		assertThat(this.store.get(fingerprint("small"))).isNotNull();
	}

	@Test
	void letsGoOfWhatHasExpiredAndCountsNoEviction() {
		fill(50, PAYLOAD, Duration.ofMinutes(1));
		this.clock.advance(Duration.ofMinutes(5));
		this.store.put(fingerprint("later"), record("later"));
		assertThat(this.store.entries()).isOne();
		assertThat(this.store.bytes()).isLessThan(PAYLOAD);
		assertThat(this.store.evictions()).isZero();
	}

	@Test
	void aLaterPutMovesTheExpiryEitherWay() {
		Fingerprint key = fingerprint("key");
		this.store.put(key, record(new byte[1], Duration.ofMinutes(1)));
		this.store.put(key, record(new byte[1], Duration.ofMinutes(3)));
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(this.store.get(key)).isNotNull();
		this.store.put(key, record(new byte[1], Duration.ofMillis(500)));
		this.clock.advance(Duration.ofMillis(500));
		assertThat(this.store.get(key)).isNull();
	}

	@Test
	void anExpiredRecordTakesThePlaceOfALiveOne() {
		Fingerprint key = fingerprint("key");
		this.store.put(key, record("live"));
		this.store.put(key, record(new byte[1], Duration.ZERO));
		assertThat(this.store.get(key)).isNull();
	}

	@Test
	void isEmptyOnceClosed() {
		fill(10, 1, Duration.ofHours(1));
		this.store.close();
		assertThat(this.store.entries()).isZero();
	}

}
