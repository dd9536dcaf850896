package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of the stores on Lucene against what was put by hand.
 */
class LuceneFiguresTests {

	private static final Stamp STAMP = new Stamp(new Mark(5, 6), 7);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 8);

	private final long entrySize = EntryFields.size(this.entries.entry("any"));

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	@TempDir
	private Path directory;

	@BeforeEach
	void open() throws IOException {
		this.maintained = new MaintainedIndex(ByteBuffersDirectory::new, Quantization.NONE, false,
				IndexBound.of(100 * this.entrySize), this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	private void put(int from, int count) {
		for (int i = from; i < from + count; i++) {
			this.clock.advance(Duration.ofMillis(1));
			this.index.put(this.entries.entry("entry " + i));
		}
	}

	private StoreReport report() {
		return this.index.reports().getFirst();
	}

	@Test
	void countsEachEntryOnce() {
		put(0, 40);
		put(0, 30);
		this.index.remove(Entries.fingerprint("entry 39"));
		this.index.remove(Entries.fingerprint("absent"));
		assertThat(report()).isEqualTo(new StoreReport("semantic", Layer.SEMANTIC, "lucene", 39L, null,
				39 * this.entrySize, 100 * this.entrySize,
				Map.of("size", 0L, "expired", 0L, "invalidated", 0L, "erased", 0L, "quota", 0L, "unreadable", 0L), true,
				new Accesses(null, null, 70)));
	}

	@Test
	void countsWhatWentByCause() {
		put(0, 101);
		assertThat(report().entries()).isEqualTo(90);
		assertThat(report().evictions()).containsEntry("size", 11L);
		this.index.put(this.entries.entry("short", 1_000, Duration.ofSeconds(1)));
		this.clock.advance(Duration.ofSeconds(2));
		this.maintained.maintain();
		assertThat(report().evictions()).containsEntry("expired", 1L);
		this.index.put(this.entries.entry("stamped", STAMP));
		assertThat(this.index.sweep((stamps) -> stamps)).isOne();
		assertThat(report().evictions()).containsEntry("invalidated", 1L);
		this.index.put(this.entries.entry("stamped again", STAMP));
		assertThat(this.index.erase(Set.of(STAMP.mark()))).isOne();
		assertThat(report().evictions()).isEqualTo(
				Map.of("size", 11L, "expired", 1L, "invalidated", 1L, "erased", 1L, "quota", 0L, "unreadable", 0L));
		assertThat(report().entries()).isEqualTo(90);
	}

	@Test
	void countsVectorsOfDocuments() {
		long size = 1_000 + OpenVectors.OVERHEAD;
		try (LuceneEmbeddingStore store = LuceneEmbeddingStore.open(this.directory.resolve("vectors"), 100 * size,
				Duration.ofDays(10), this.clock)) {
			for (int i = 0; i < 100; i++) {
				this.clock.advance(Duration.ofMillis(1));
				store.put(Map.of(document(i), new byte[1_000]));
			}
			store.get(List.of(document(0), document(100)));
			assertThat(store.reports())
				.containsExactly(new StoreReport("embedding-lucene", Layer.EMBEDDING, "lucene", 100L, null, 100 * size,
						100 * size, Map.of("size", 0L, "expired", 0L), true, new Accesses(1L, 1L, 100)));
			store.put(Map.of(document(100), new byte[1_000]));
			assertThat(store.reports().getFirst().entries()).isEqualTo(90);
			assertThat(store.reports().getFirst().evictions()).containsEntry("size", 11L);
			this.clock.advance(Duration.ofDays(11));
			store.maintain();
			assertThat(store.reports().getFirst().entries()).isZero();
			assertThat(store.reports().getFirst().evictions()).containsEntry("expired", 90L);
		}
	}

	private static VectorKey document(int number) {
		return TestVectors.keys().document("space", "text " + number).getFirst();
	}

}
