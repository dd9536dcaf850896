package dev.llmcache.store.lucene;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.RecordForm;
import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link LuceneVectorIndex} with copies of its vectors in another precision.
 */
class LuceneQuantizationTests {

	private static final long MAX_BYTES = 64 << 20;

	/** Three times as many are not scanned. */
	private static final int ENTRIES = PartitionSearch.SCANNED_PARTITION / 2;

	private static final Mark GONE = new Mark(1, 1);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 32);

	@TempDir
	private Path temporary;

	@Test
	void aDirectoryOutlivesChanges() {
		int stored = 0;
		for (Quantization quantization : List.of(Quantization.NONE, Quantization.INT8, Quantization.INT4,
				Quantization.NONE)) {
			try (LuceneVectorIndex index = open(quantization)) {
				assertThat(index.isDurable()).isTrue();
				assertThat(shareFound(index, stored)).isGreaterThan(0.98);
				putMany(index, stored, stored + ENTRIES);
				stored += ENTRIES;
				index.put(this.entries.entry("gone", new Stamp(GONE, 1)));
				assertThat(shareFound(index, stored)).isGreaterThan(0.98);
				// writes segments of both kinds anew
				assertThat(index.erase(Set.of(GONE))).isOne();
				assertThat(shareFound(index, stored)).isGreaterThan(0.98);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsCopiesWhereTheyAreWanted(Quantization quantization) throws Exception {
		MaintainedIndex maintained = new MaintainedIndex(new LockedDirectory(this.temporary), quantization, true,
				IndexBound.of(MAX_BYTES), this.clock);
		try (LuceneVectorIndex index = new LuceneVectorIndex(maintained, this.clock)) {
			putMany(index, 0, 300);
			List<String> formats = maintained.current()
				.read((reader) -> reader.leaves().stream().map(LuceneQuantizationTests::format).distinct().toList());
			assertThat(formats).singleElement()
				.asString()
				.matches((format) -> format.contains("Quantized") == (quantization != Quantization.NONE));
		}
	}

	private static String format(LeafReaderContext leaf) {
		return String.valueOf(leaf.reader()
			.getFieldInfos()
			.fieldInfo(EntryFields.vector(32))
			.getAttribute("PerFieldKnnVectorsFormat.format"));
	}

	@ParameterizedTest
	@EnumSource
	void countsCopiesAgainstTheBound(Quantization quantization) {
		try (LuceneVectorIndex index = open(quantization)) {
			putMany(index, 0, 300);
			assertThat(index.bytes())
				.isEqualTo(300 * (EntryFields.size(this.entries.entry("entry")) + quantization.copyBytes(32)));
		}
	}

	@Test
	void knowsWhatACopyTakes() {
		assertThat(Quantization.NONE.copyBytes(384)).isZero();
		assertThat(Quantization.INT8.copyBytes(384))
			.isEqualTo(ScalarEncoding.UNSIGNED_BYTE.getDocPackedLength(384) + 16)
			.isEqualTo(400);
		assertThat(Quantization.INT4.copyBytes(384))
			.isEqualTo(ScalarEncoding.PACKED_NIBBLE.getDocPackedLength(384) + 16)
			.isEqualTo(208);
	}

	@ParameterizedTest
	@EnumSource
	void takesMoreDimensionsThanLuceneAllowsByDefault(Quantization quantization) {
		Entries large = new Entries(this.clock, 3_072);
		try (LuceneVectorIndex index = open(quantization)) {
			IntStream.range(0, 150).forEach((i) -> index.put(large.entry("entry " + i)));
		}
		try (LuceneVectorIndex index = open(quantization)) {
			assertThat(large.isFoundIn(index, "entry 149")).isTrue();
		}
	}

	private void putMany(LuceneVectorIndex index, int from, int to) {
		IntStream.range(from, to).forEach((i) -> index.put(this.entries.entry("entry " + i)));
	}

	/** Of every tenth entry. */
	private double shareFound(LuceneVectorIndex index, int stored) {
		return IntStream.range(0, stored)
			.filter((i) -> i % 10 == 0)
			.mapToDouble((i) -> this.entries.isFoundIn(index, "entry " + i) ? 1 : 0)
			.average()
			.orElse(1);
	}

	private LuceneVectorIndex open(Quantization quantization) {
		return LuceneVectorIndex.onDisk(this.temporary, quantization, IndexBound.of(MAX_BYTES), RecordForm.PLAIN,
				this.clock);
	}

}
