package dev.llmcache.store.lucene;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for a {@link LuceneVectorIndex} whose partition is too large to be scanned.
 */
class LuceneGraphTests {

	private static final int SIZE = 5_000;

	private static final int DIMENSION = 64;

	private static final int QUERIES = 300;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Random random = new Random(42);

	private final List<float[]> vectors = new ArrayList<>();

	/** Every second entry expires after a minute. */
	private LuceneVectorIndex filled(Quantization quantization) {
		LuceneVectorIndex index = LuceneVectorIndex.inMemory(quantization, IndexBound.of(64 << 20), this.clock);
		List<float[]> centers = IntStream.range(0, 100)
			.mapToObj((i) -> Entries.unit(this.random, new float[DIMENSION], 1))
			.toList();
		Instant now = this.clock.instant();
		for (int i = 0; i < SIZE; i++) {
			float[] vector = Entries.unit(this.random, centers.get(this.random.nextInt(100)), 0.05);
			this.vectors.add(vector);
			Duration ttl = (i % 2 == 0) ? Duration.ofHours(1) : Duration.ofMinutes(1);
			index.put(new VectorEntry(id(i), Entries.PARTITION, vector,
					new StoredRecord(1, now, now.plus(ttl), new byte[0])));
		}
		return index;
	}

	@ParameterizedTest
	@EnumSource
	void findsTheNearestLiveRecordsOfALargePartition(Quantization quantization) {
		assertThat(SIZE).isGreaterThan(2 * PartitionSearch.SCANNED_PARTITION);
		try (LuceneVectorIndex index = filled(quantization)) {
			assertThat(countFound(index, 1)).isGreaterThanOrEqualTo(QUERIES * 99 / 100);
			checkSimilarities(index);
			this.clock.advance(Duration.ofMinutes(2));
			assertThat(countFound(index, 2)).isGreaterThanOrEqualTo(QUERIES * 99 / 100);
			assertThat(index.nearest(Entries.PARTITION, this.vectors.get(1), 8)).hasSize(8)
				.allMatch((neighbour) -> neighbour.record().isLiveAt(this.clock.instant()));
		}
	}

	/** How often the index finds what a scan of every {@code step}-th vector finds. */
	private int countFound(LuceneVectorIndex index, int step) {
		int found = 0;
		for (int query = 0; query < QUERIES; query++) {
			float[] vector = Entries.unit(this.random, this.vectors.get(this.random.nextInt(SIZE)), 0.03);
			List<Neighbour> nearest = index.nearest(Entries.PARTITION, vector, 8);
			if (!nearest.isEmpty() && nearest.get(0).id().equals(id(scan(vector, step)))) {
				found++;
			}
		}
		return found;
	}

	private int scan(float[] vector, int step) {
		int nearest = 0;
		for (int i = 0; i < SIZE; i += step) {
			if (VectorUtil.dotProduct(vector, this.vectors.get(i)) > VectorUtil.dotProduct(vector,
					this.vectors.get(nearest))) {
				nearest = i;
			}
		}
		return nearest;
	}

	/** They are of full precision, however the graph was walked. */
	private void checkSimilarities(LuceneVectorIndex index) {
		float[] vector = Entries.unit(this.random, this.vectors.getFirst(), 0.03);
		assertThat(index.nearest(Entries.PARTITION, vector, 8)).hasSize(8)
			.allSatisfy((neighbour) -> assertThat(neighbour.similarity())
				.isCloseTo(VectorUtil.dotProduct(vector, this.vectors.get(number(neighbour.id()))), within(1e-6)));
	}

	private static int number(Fingerprint id) {
		return IntStream.range(0, SIZE).filter((i) -> id(i).equals(id)).findFirst().orElseThrow();
	}

	private static Fingerprint id(int i) {
		return Entries.fingerprint("entry " + i);
	}

}
