package dev.llmcache.benchmarks.scopes;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.embedding.UnitVector;
import dev.llmcache.store.VectorEntry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MixedScopeTests {

	private final Mixtures mixtures = new Mixtures(vectors(80));

	private final MixedScope scope = new MixedScope(3, 200);

	@Test
	void theNearestIsThatOfAllEntries() {
		List<Question> questions = MixedScope.questions(List.of(this.scope), 10, this.mixtures);
		double[] nearest = this.scope.nearest(questions, this.mixtures);
		List<VectorEntry> entries = this.scope.entries(this.mixtures, Instant.EPOCH).toList();
		assertThat(nearest).hasSize(10);
		for (int i = 0; i < nearest.length; i++) {
			float[] asked = questions.get(i).vector();
			double expected = entries.stream()
				.mapToDouble((entry) -> Distances.between(asked, entry.vector()))
				.min()
				.orElseThrow();
			assertThat(nearest[i]).isCloseTo(expected, within(1e-6));
		}
	}

	@Test
	void anEntryIsTheSameByItself() {
		VectorEntry entry = this.scope.entry(7, this.mixtures, Instant.EPOCH);
		VectorEntry streamed = this.scope.entries(this.mixtures, Instant.EPOCH).toList().get(7);
		assertThat(entry.id()).isEqualTo(streamed.id());
		assertThat(entry.vector()).isEqualTo(streamed.vector());
		assertThat(entry.partition()).isEqualTo(this.scope.fingerprint());
	}

	private static List<float[]> vectors(int count) {
		Random random = new Random(1);
		return IntStream.range(0, count).mapToObj((i) -> {
			float[] vector = new float[TextVectors.DIMENSION];
			for (int j = 0; j < vector.length; j++) {
				vector[j] = (float) random.nextGaussian();
			}
			return UnitVector.of(vector);
		}).toList();
	}

}
