package dev.llmcache.benchmarks.speed;

import java.time.InstantSource;
import java.util.List;

import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.benchmarks.scopes.TextVectors;
import dev.llmcache.benchmarks.scopes.WordedScope;
import dev.llmcache.benchmarks.scopes.WordedScope.Answered;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LuceneScopeIT {

	private static final String STORED = "How do I clean the kettle?";

	private static final String ANSWER = "With vinegar.";

	private static final String ASKED = "What is the best way to clean the kettle?";

	private static final String UNRELATED = "When will my bicycle be delivered?";

	@Test
	void decidesByWhatTheIndexHas() {
		TextVectors vectors = TextVectors.of(List.of(STORED, ASKED, UNRELATED, ANSWER));
		WordedScope texts = new WordedScope(List.of(new Answered(STORED, ANSWER)), List.of(ASKED), vectors);
		try (KnownQuestions embedder = KnownQuestions.of(vectors);
				LuceneVectorIndex index = LuceneVectorIndex.inMemory(1 << 20, InstantSource.system())) {
			LuceneScope scope = new LuceneScope(embedder, index);
			scope.fill(texts);
			assertThat(scope.lookup(ASKED)).isInstanceOfSatisfying(Hit.class,
					(hit) -> assertThat(hit.answer().generations().getFirst().text()).isEqualTo(ANSWER));
			assertThat(scope.lookup(UNRELATED)).isInstanceOf(Miss.class);
			List<Neighbour> nearest = index.nearest(scope.partition(), vectors.of(STORED), 8);
			assertThat(nearest).singleElement()
				.satisfies((neighbour) -> assertThat(neighbour.record().stamps()).hasSize(1));
			assertThat(nearest.getFirst().similarity()).isGreaterThan(0.999);
		}
	}

}
