package dev.llmcache.store.lucene;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what one tenant may take of a {@link LuceneVectorIndex}.
 */
class LuceneTenantShareTests {

	private static final int CAPACITY = 200;

	private static final Mark NOISY = new Mark(1, 1);

	private static final Mark QUIET = new Mark(2, 2);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	private final long entrySize = EntryFields.size(this.entries.entry("any"));

	private final IndexBound bound = new IndexBound(CAPACITY * this.entrySize, CAPACITY * this.entrySize / 2);

	@TempDir
	private Path directory;

	private LuceneVectorIndex index = LuceneVectorIndex.inMemory(Quantization.NONE, this.bound, this.clock);

	@AfterEach
	void close() {
		this.index.close();
	}

	private void put(Mark tenant, String name, Duration ttl) {
		this.clock.advance(Duration.ofMillis(1));
		Instant now = this.clock.instant();
		VectorEntry entry = this.entries.entry(name);
		StoredRecord record = new StoredRecord(1, 0, now, now.plus(ttl), now.plus(ttl), tenant, List.of(),
				entry.record().payload());
		this.index.put(new VectorEntry(entry.id(), entry.partition(), entry.vector(), record));
	}

	private void put(Mark tenant, String name, int from, int to) {
		for (int i = from; i < to; i++) {
			put(tenant, name + i, Duration.ofHours(1));
		}
	}

	private boolean isThere(String name) {
		return this.index.contains(Entries.fingerprint(name));
	}

	private List<Integer> there(String name, int to) {
		return IntStream.range(0, to).filter((i) -> isThere(name + i)).boxed().toList();
	}

	private Map<String, Long> evictions() {
		return this.index.reports().getFirst().evictions();
	}

	@Test
	void aTenantThatFloodsEvictsNoneOfAnother() {
		put(QUIET, "quiet ", 0, 60);
		put(NOISY, "noisy ", 0, 10 * CAPACITY);
		assertThat(there("quiet ", 60)).hasSize(60);
		assertThat(evictions()).containsEntry("size", 0L);
	}

	@Test
	void aTenantLosesATenthOfItsShareOfWhatItStoredFirst() {
		put(QUIET, "quiet ", 0, 1);
		put(NOISY, "noisy ", 0, CAPACITY / 2);
		assertThat(there("noisy ", CAPACITY / 2)).hasSize(CAPACITY / 2);
		put(NOISY, "noisy ", CAPACITY / 2, CAPACITY / 2 + 1);
		assertThat(there("noisy ", CAPACITY / 2 + 1))
			.isEqualTo(IntStream.rangeClosed(11, CAPACITY / 2).boxed().toList());
		assertThat(evictions()).containsEntry("quota", 11L);
		assertThat(isThere("quiet 0")).isTrue();
	}

	@Test
	void twoTenantsHaveTheWholeIndex() {
		put(QUIET, "quiet ", 0, CAPACITY / 2);
		put(NOISY, "noisy ", 0, CAPACITY / 2);
		assertThat(this.index.bytes()).isEqualTo(CAPACITY * this.entrySize);
	}

	@Test
	void entriesThatAreReplacedOrRemovedAreNotCounted() {
		for (int i = 0; i < 5; i++) {
			put(NOISY, "noisy ", 0, CAPACITY / 2);
		}
		assertThat(there("noisy ", CAPACITY / 2)).hasSize(CAPACITY / 2);
		for (int i = 0; i < 50; i++) {
			this.index.remove(Entries.fingerprint("noisy " + i));
		}
		put(NOISY, "more ", 0, 50);
		assertThat(there("noisy ", CAPACITY / 2)).hasSize(CAPACITY / 2 - 50);
		put(QUIET, "noisy 99", Duration.ofHours(1));
		put(NOISY, "another", Duration.ofHours(1));
		assertThat(evictions()).containsEntry("quota", 0L);
	}

	@Test
	void whatHasExpiredMakesPlaceBeforeAnythingIsEvicted() {
		for (int i = 0; i < 50; i++) {
			put(NOISY, "short " + i, Duration.ofMinutes(1));
		}
		put(NOISY, "noisy ", 0, 50);
		this.clock.advance(Duration.ofMinutes(1));
		put(NOISY, "noisy ", 50, 100);
		assertThat(there("noisy ", 100)).hasSize(100);
		assertThat(evictions()).containsEntry("quota", 0L).containsEntry("expired", 50L);
	}

	@Test
	void sharesAreKnownAgainInADirectoryThatIsOpenedAgain() {
		this.index.close();
		this.index = LuceneVectorIndex.onDisk(this.directory, Quantization.NONE, this.bound, RecordForm.PLAIN,
				this.clock);
		put(QUIET, "quiet ", 0, 60);
		put(NOISY, "noisy ", 0, 90);
		this.index.close();
		this.index = LuceneVectorIndex.onDisk(this.directory, Quantization.NONE, this.bound, RecordForm.PLAIN,
				this.clock);
		put(NOISY, "noisy ", 90, 10 * CAPACITY);
		assertThat(there("quiet ", 60)).hasSize(60);
		assertThat(this.index.bytes()).isBetween(150 * this.entrySize, 160 * this.entrySize);
	}

	@Test
	void whereTenantsAreNotBoundedOneMayFillTheIndex() {
		this.index.close();
		this.index = LuceneVectorIndex.inMemory(CAPACITY * this.entrySize, this.clock);
		put(NOISY, "noisy ", 0, CAPACITY);
		assertThat(this.index.bytes()).isEqualTo(CAPACITY * this.entrySize);
	}

}
