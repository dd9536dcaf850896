package dev.llmcache.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * What every {@link VectorIndex} must do.
 */
public abstract class VectorIndexContract extends StoreContract {

	protected static final int DIMENSION = 16;

	/** Halves of a vector's numbers may be kept in 16 bits. */
	private static final double PRECISION = 2e-3;

	protected abstract VectorIndex index();

	protected abstract void overwriteBytes(Fingerprint id, byte[] bytes);

	@Override
	protected final RecordSource source() {
		return index();
	}

	@Override
	protected final void put(Fingerprint scope, Fingerprint id, StoredRecord record) {
		index().put(new VectorEntry(id, scope, vectorOf(id), record));
	}

	@Override
	protected final @Nullable StoredRecord find(Fingerprint scope, Fingerprint id) {
		return index().nearest(scope, vectorOf(id), 8)
			.stream()
			.filter((neighbour) -> neighbour.id().equals(id))
			.map(Neighbour::record)
			.findFirst()
			.orElse(null);
	}

	@Override
	protected final void remove(Fingerprint scope, Fingerprint id) {
		index().remove(id);
	}

	@Override
	protected final void overwriteBytes(Fingerprint scope, Fingerprint id, byte[] bytes) {
		overwriteBytes(id, bytes);
	}

	protected static float[] vectorOf(Fingerprint id) {
		return randomVector(new Random(id.hashCode()));
	}

	protected static float[] randomVector(Random random) {
		float[] vector = new float[DIMENSION];
		double square = 0;
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = (float) random.nextGaussian();
			square += vector[i] * vector[i];
		}
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return vector;
	}

	private static float[] axis(int axis, double similarity) {
		float[] vector = new float[DIMENSION];
		vector[axis] = (float) similarity;
		vector[(axis + 1) % DIMENSION] = (float) Math.sqrt(1 - similarity * similarity);
		return vector;
	}

	@Test
	void returnsTheNearestFirstWithTheirCosineSimilarity() {
		Fingerprint scope = fingerprint("scope");
		for (double similarity : new double[] { 0.5, 0.99, -0.2, 0.9 }) {
			index().put(new VectorEntry(fingerprint("at " + similarity), scope, axis(0, similarity),
					record("at " + similarity)));
		}
		List<Neighbour> neighbours = index().nearest(scope, axis(0, 1), 3);
		assertThat(neighbours).extracting(Neighbour::id)
			.containsExactly(fingerprint("at 0.99"), fingerprint("at 0.9"), fingerprint("at 0.5"));
		assertThat(neighbours.get(0).similarity()).isCloseTo(0.99, within(PRECISION));
		assertThat(neighbours.get(2).similarity()).isCloseTo(0.5, within(PRECISION));
	}

	@Test
	void returnsTheNearestAndAllThatAreNearEnough() {
		Fingerprint scope = fingerprint("scope");
		for (double similarity : new double[] { 0.5, 0.7, -0.2, 0.9 }) {
			index().put(new VectorEntry(fingerprint("at " + similarity), scope, axis(0, similarity),
					record("at " + similarity)));
		}
		// Once more, since the first search may have found out how large the scope is
		for (int i = 0; i < 2; i++) {
			assertThat(index().nearest(scope, "question", axis(0, 1), 8, 0.6)).extracting(Neighbour::id)
				.startsWith(fingerprint("at 0.9"), fingerprint("at 0.7"));
			assertThat(index().nearest(scope, "question", axis(0, 1), 8, 0.95)).extracting(Neighbour::id)
				.startsWith(fingerprint("at 0.9"));
			assertThat(index().nearest(scope, "question", axis(0, 1), 8, -1)).hasSize(4);
		}
	}

	@Test
	void findsTheFewOfASmallScopeAmongManyNearerOfOthers() {
		Fingerprint small = fingerprint("small");
		for (int i = 0; i < 400; i++) {
			Fingerprint crowded = fingerprint("crowded " + i % 20);
			index().put(new VectorEntry(fingerprint("near " + i), crowded, axis(0, 0.999), record("near")));
		}
		for (int i = 0; i < 3; i++) {
			index().put(new VectorEntry(fingerprint("far " + i), small, axis(0, 0.3), record("far")));
		}
		assertThat(index().nearest(small, axis(0, 1), 8)).extracting(Neighbour::id)
			.containsExactlyInAnyOrder(fingerprint("far 0"), fingerprint("far 1"), fingerprint("far 2"));
	}

	@Test
	void returnsExactlyTheNearestOfASmallScope() {
		Random random = new Random(42);
		Fingerprint scope = fingerprint("scope");
		List<float[]> vectors = IntStream.range(0, 200).mapToObj((i) -> randomVector(random)).toList();
		for (int i = 0; i < vectors.size(); i++) {
			index().put(new VectorEntry(fingerprint("vector " + i), scope, vectors.get(i), record("vector")));
		}
		int found = 0;
		for (int query = 0; query < 20; query++) {
			float[] vector = randomVector(random);
			Fingerprint nearest = fingerprint("vector " + nearestOf(vectors, vector));
			if (index().nearest(scope, vector, 8).stream().limit(2).anyMatch((hit) -> hit.id().equals(nearest))) {
				found++;
			}
		}
		assertThat(found).isEqualTo(20);
	}

	protected static int nearestOf(List<float[]> vectors, float[] vector) {
		int best = 0;
		double bestProduct = -2;
		for (int i = 0; i < vectors.size(); i++) {
			double product = 0;
			for (int d = 0; d < DIMENSION; d++) {
				product += vectors.get(i)[d] * vector[d];
			}
			if (product > bestProduct) {
				bestProduct = product;
				best = i;
			}
		}
		return best;
	}

	@Test
	void expiredRecordsNeverTakeThePlacesOfLiveOnes() {
		Fingerprint scope = fingerprint("scope");
		for (int i = 0; i < 50; i++) {
			index().put(new VectorEntry(fingerprint("old " + i), scope, axis(0, 0.99),
					record(new byte[0], Duration.ofMinutes(1))));
		}
		index().put(new VectorEntry(fingerprint("live"), scope, axis(0, 0.5), record("live")));
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(index().nearest(scope, axis(0, 1), 8)).extracting(Neighbour::id)
			.containsExactly(fingerprint("live"));
	}

	@Test
	void returnsNoMoreThanTheLimit() {
		Fingerprint scope = fingerprint("scope");
		List<Fingerprint> ids = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			ids.add(fingerprint("id " + i));
			put(scope, ids.get(i), record("answer"));
		}
		assertThat(index().nearest(scope, vectorOf(ids.get(0)), 8)).hasSize(8);
	}

	@Test
	void movesARecordThatIsPutAgainWithAnotherVector() {
		Fingerprint scope = fingerprint("scope");
		Fingerprint id = fingerprint("id");
		index().put(new VectorEntry(id, scope, axis(0, 1), record("first")));
		index().put(new VectorEntry(id, scope, axis(4, 1), record("second")));
		List<Neighbour> neighbours = index().nearest(scope, axis(4, 1), 8);
		assertThat(neighbours).hasSize(1);
		assertThat(neighbours.get(0).similarity()).isCloseTo(1.0, within(PRECISION));
	}

	@Test
	void tellsWhetherItHasARecord() {
		assertThat(index().contains(fingerprint("id"))).isFalse();
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		assertThat(index().contains(fingerprint("id"))).isTrue();
		assertThat(index().contains(fingerprint("other"))).isFalse();
		index().remove(fingerprint("id"));
		assertThat(index().contains(fingerprint("id"))).isFalse();
	}

	@Test
	void refusesAVectorOfAnotherDimension() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		VectorEntry entry = new VectorEntry(fingerprint("other"), fingerprint("scope"), new float[] { 1, 0 },
				record("answer"));
		assertThatIllegalArgumentException().isThrownBy(() -> index().put(entry));
	}

}
