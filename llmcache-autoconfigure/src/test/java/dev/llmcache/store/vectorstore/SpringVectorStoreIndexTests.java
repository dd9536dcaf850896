package dev.llmcache.store.vectorstore;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.VectorEntry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link SpringVectorStoreIndex} in Spring AI's {@link SimpleVectorStore}.
 */
class SpringVectorStoreIndexTests extends SpringVectorStoreContract {

	private final SimpleVectorStore store = SimpleVectorStore.builder(MODEL).build();

	@Override
	VectorStore store() {
		return this.store;
	}

	@Test
	void servesNothingAcrossScopesFromAStoreThatIgnoresFilters() {
		SpelledIndex index = new SpelledIndex(new SpringVectorStoreIndex(new Unfiltered(this.store), this.clock));
		put(fingerprint("a"), fingerprint("id"), record("of a"));
		assertThat(index.nearest(fingerprint("a"), vectorOf(fingerprint("id")), 8)).hasSize(1);
		assertThat(index.nearest(fingerprint("b"), vectorOf(fingerprint("id")), 8)).isEmpty();
		assertThat(index.contains(fingerprint("other"))).isFalse();
		this.clock.advance(Duration.ofHours(1));
		assertThat(index.nearest(fingerprint("a"), vectorOf(fingerprint("id")), 8)).isEmpty();
	}

	@Test
	void anErasureThatTheStoreCannotDoFails() {
		SpelledIndex index = new SpelledIndex(new SpringVectorStoreIndex(new Unfiltered(this.store), this.clock));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> index.erase(Set.of(new Mark(1, 1))));
	}

	@Test
	void measuresNoSimilarityToVectorsOfAnotherDimension() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		SpringVectorStoreIndex index = new SpringVectorStoreIndex(this.store, this.clock);
		assertThat(index.nearest(fingerprint("scope"), "any", new float[] { 1, 0 }, 8, -1)).isEmpty();
	}

	@Test
	void needsTheQuestion() {
		SpringVectorStoreIndex index = new SpringVectorStoreIndex(this.store, this.clock);
		float[] vector = vectorOf(fingerprint("id"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> index.nearest(fingerprint("scope"), vector, 8));
		assertThatIllegalArgumentException().isThrownBy(
				() -> index.put(new VectorEntry(fingerprint("id"), fingerprint("scope"), vector, record("answer"))));
	}

	@Test
	void documentsHaveUuids() {
		Fingerprint id = fingerprint("id");
		UUID uuid = UUID.fromString(EntryDocument.idOf(id));
		assertThat(uuid.version()).isEqualTo(8);
		assertThat(uuid.variant()).isEqualTo(2);
		assertThat(EntryDocument.idOf(fingerprint("other"))).isNotEqualTo(uuid.toString());
	}

	/**
	 * Store that searches without filters and cannot delete by them.
	 *
	 * @param store has the documents
	 */
	private record Unfiltered(VectorStore store) implements VectorStore {

		@Override
		public void add(List<Document> documents) {
			this.store.add(documents);
		}

		@Override
		public void delete(List<String> ids) {
			this.store.delete(ids);
		}

		@Override
		public void delete(Filter.Expression filter) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Document> similaritySearch(SearchRequest request) {
			return this.store.similaritySearch(SearchRequest.builder()
				.query(request.getQuery())
				.topK(request.getTopK())
				.similarityThresholdAll()
				.build());
		}

	}

}
