package dev.llmcache.store.caffeine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of answers in this process against what was put by hand.
 */
class CaffeineFiguresTests {

	private static final Stamp STAMP = new Stamp(new Mark(1, 2), 3);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private static Fingerprint key(int number) {
		byte[] bytes = new byte[Fingerprint.LENGTH];
		bytes[0] = (byte) number;
		return Fingerprint.of(bytes);
	}

	private StoredRecord record(Duration lifetime, Stamp stamp) {
		Instant now = this.clock.instant();
		return new StoredRecord(1, 1, now, now.plus(lifetime), now.plus(lifetime), List.of(stamp), new byte[1_000]);
	}

	private StoredRecord record() {
		return record(Duration.ofHours(1), new Stamp(new Mark(8, 8), 8));
	}

	@Test
	void areWhatAHandCountGives() {
		long size = (long) record().length() + CaffeineAnswerStore.OVERHEAD;
		try (CaffeineAnswerStore store = new CaffeineAnswerStore(1 << 20, this.clock)) {
			for (int i = 0; i < 10; i++) {
				store.put(key(i), record());
			}
			store.put(key(10), record(Duration.ofHours(1), STAMP));
			store.put(key(11), record(Duration.ofHours(1), STAMP));
			store.put(key(12), record(Duration.ofSeconds(1), STAMP));
			store.get(key(0));
			store.get(key(99));
			store.getNear(key(1));
			store.getNear(key(99));
			store.remove(key(9));
			this.clock.advance(Duration.ofSeconds(2));
			assertThat(store.get(key(12))).isNull();
			assertThat(store.sweep((stamps) -> Set.of(STAMP))).isEqualTo(2);
			assertThat(store.erase(Set.of(new Mark(8, 8)))).isEqualTo(9);
			store.put(key(1), record());
			assertThat(store.reports()).containsExactly(new StoreReport("exact", Layer.EXACT, "caffeine", 1L, null,
					size, 1L << 20, Map.of("size", 0L, "expired", 1L, "invalidated", 2L, "erased", 9L, "quota", 0L),
					true, new Accesses(2L, 2L, 14)));
		}
	}

	@Test
	void countWhatThereIsNoRoomFor() {
		long size = (long) record().length() + CaffeineAnswerStore.OVERHEAD;
		try (CaffeineAnswerStore store = new CaffeineAnswerStore(10 * size, this.clock)) {
			for (int i = 0; i < 100; i++) {
				store.put(key(i), record());
			}
			StoreReport report = store.reports().getFirst();
			assertThat(report.entries()).isEqualTo(10);
			assertThat(report.bytes()).isEqualTo(10 * size);
			assertThat(report.evictions()).containsEntry("size", 90L);
		}
	}

}
