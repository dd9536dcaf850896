package dev.llmcache.store.lucene;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for how much a {@link LuceneVectorIndex} holds, and what leaves it.
 */
class LuceneBoundTests {

	private static final int CAPACITY = 200;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	private final long entrySize = EntryFields.size(this.entries.entry("any"));

	private final long maxBytes = CAPACITY * this.entrySize;

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	@BeforeEach
	void open() throws IOException {
		this.maintained = new MaintainedIndex(ByteBuffersDirectory::new, Quantization.NONE, false,
				IndexBound.of(this.maxBytes), this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Test
	void evictsATenthOfTheOldestWhenItIsFull() {
		put(0, CAPACITY);
		assertThat(this.index.bytes()).isEqualTo(this.maxBytes);
		assertThat(this.entries.isFoundIn(this.index, "entry 0")).isTrue();
		put(CAPACITY, 1);
		assertThat(this.index.bytes()).isEqualTo(this.maxBytes * 9 / 10);
		assertThat(IntStream.rangeClosed(0, CAPACITY).filter((i) -> !isFound(i)))
			.containsExactlyElementsOf(IntStream.rangeClosed(0, CAPACITY / 10).boxed().toList());
	}

	@Test
	void goesByTheTimeOfStoringAndNotByTheOrderOfPuts() {
		Instant start = this.clock.instant();
		put(0, CAPACITY - 1);
		this.clock.advance(Duration.between(this.clock.instant(), start.minusSeconds(1)));
		put(CAPACITY - 1, 1);
		this.clock.advance(Duration.ofMinutes(30));
		put(CAPACITY, 1);
		assertThat(isFound(CAPACITY - 1)).isFalse();
		assertThat(isFound(CAPACITY / 10 - 1)).isFalse();
		assertThat(isFound(CAPACITY / 10)).isTrue();
		assertThat(isFound(CAPACITY)).isTrue();
	}

	@Test
	void neverHoldsMoreThanItsBound() {
		for (int i = 0; i < 5 * CAPACITY; i++) {
			put(i, 1);
			assertThat(this.index.bytes()).isBetween(this.entrySize, this.maxBytes);
		}
		assertThat(isFound(5 * CAPACITY - 1)).isTrue();
	}

	@Test
	void entriesOfOneInstantAreNotEvictedTogether() {
		for (int i = 0; i <= CAPACITY; i++) {
			this.index.put(this.entries.entry("entry " + i));
		}
		assertThat(this.index.bytes()).isEqualTo(this.maxBytes * 9 / 10);
	}

	@Test
	void countsAnEntryOnceHoweverOftenItIsPut() {
		for (int i = 0; i < 2 * CAPACITY; i++) {
			this.index.put(this.entries.entry("same"));
			this.index.put(this.entries.entry("other " + i % 150));
		}
		assertThat(this.index.bytes()).isEqualTo(151 * this.entrySize);
		this.index.remove(Entries.fingerprint("same"));
		this.index.remove(Entries.fingerprint("other 0"));
		this.index.remove(Entries.fingerprint("absent"));
		assertThat(this.index.bytes()).isEqualTo(149 * this.entrySize);
	}

	@Test
	void doesNotKeepAnEntryThatWouldEvictManyOthers() {
		put(0, 10);
		int tooLarge = (int) this.maxBytes / 10;
		this.index.put(this.entries.entry("entry 0", tooLarge, Entries.TTL));
		assertThat(isFound(0)).isFalse();
		assertThat(this.index.bytes()).isEqualTo(9 * this.entrySize);
	}

	@Test
	void deletesWhatHasExpired() {
		this.index.put(this.entries.entry("short", 0, Duration.ofMinutes(1)));
		put(0, 20);
		this.clock.advance(Duration.ofMinutes(1));
		this.maintained.maintain();
		assertThat(this.index.bytes()).isEqualTo(20 * this.entrySize);
	}

	@Test
	void whatHasExpiredMakesPlaceBeforeAnythingIsEvicted() {
		put(0, 100);
		for (int i = 100; i < CAPACITY; i++) {
			this.index.put(this.entries.entry("entry " + i, 1_000, Duration.ofMinutes(1)));
		}
		this.clock.advance(Duration.ofMinutes(1));
		put(CAPACITY, 1);
		assertThat(this.index.bytes()).isEqualTo(101 * this.entrySize);
		assertThat(isFound(0)).isTrue();
	}

	@Test
	void refusesABoundThatHoldsNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> LuceneVectorIndex.inMemory(0, this.clock));
	}

	private void put(int from, int count) {
		for (int i = from; i < from + count; i++) {
			this.clock.advance(Duration.ofMillis(1));
			this.index.put(this.entries.entry("entry " + i));
		}
	}

	private boolean isFound(int i) {
		return this.entries.isFoundIn(this.index, "entry " + i);
	}

}
