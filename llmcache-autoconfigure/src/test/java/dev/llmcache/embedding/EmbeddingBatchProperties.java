package dev.llmcache.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.llmcache.Owner;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.TestVectors.MapEmbeddingStore;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any texts, any of which are remembered near or in the store, of a model that fails at
 * any of its calls: who is given anything is given what the model gives, and no text is
 * embedded again once it was.
 */
class EmbeddingBatchProperties {

	private static final EmbeddingOptions NO_OPTIONS = EmbeddingOptions.builder().build();

	@Property(tries = 500)
	void givesQuestionsWhatTheModelGivesAndEmbedsEachOnce(@ForAll("texts") List<String> near,
			@ForAll("texts") List<String> stored, @ForAll("texts") List<String> asked,
			@ForAll("failures") Set<Integer> failures) {
		MapEmbeddingStore store = new MapEmbeddingStore();
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		embedAll(TestVectors.caching(model, TestVectors.memory(store), new Owner.Application()), stored);
		CachingEmbeddingModel caching = TestVectors.caching(model, TestVectors.memory(store), new Owner.Application());
		embedAll(caching, near);
		model.before(failingAt(failures));
		List<Embedding> embeddings = untilItWorks(() -> caching.embedForResponse(asked).getResults());
		assertThat(embeddings).hasSameSizeAs(asked);
		for (int i = 0; i < asked.size(); i++) {
			assertThat(embeddings.get(i).getIndex()).isEqualTo(i);
			assertThat(embeddings.get(i).getOutput()).containsExactly(CountingEmbeddingModel.vectorOf(asked.get(i)));
		}
		assertThat(model.embedded()).isEqualTo(onceEach(List.of(near, stored, asked)));
	}

	@Property(tries = 500)
	void givesDocumentsWhatTheModelGivesAndEmbedsEachOnce(@ForAll("texts") List<String> near,
			@ForAll("texts") List<String> stored, @ForAll("texts") List<String> asked,
			@ForAll("failures") Set<Integer> failures, @ForAll("sizes") int batch) {
		MapEmbeddingStore store = new MapEmbeddingStore();
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		documents(TestVectors.caching(model, TestVectors.memory(store), null), stored, batch);
		CachingEmbeddingModel caching = TestVectors.caching(model, TestVectors.memory(store), null);
		documents(caching, near, batch);
		model.before(failingAt(failures));
		assertThat(untilItWorks(() -> documents(caching, asked, batch)))
			.containsExactlyElementsOf(asked.stream().map(CountingEmbeddingModel::vectorOf).toList());
		assertThat(model.embedded()).isEqualTo(onceEach(List.of(near, stored, asked)));
	}

	private static void embedAll(CachingEmbeddingModel caching, List<String> texts) {
		if (!texts.isEmpty()) {
			caching.embed(texts);
		}
	}

	private static List<float[]> documents(CachingEmbeddingModel caching, List<String> texts, int batch) {
		BatchingStrategy batches = (documents) -> {
			List<List<Document>> all = new ArrayList<>();
			for (int i = 0; i < documents.size(); i += batch) {
				all.add(documents.subList(i, Math.min(documents.size(), i + batch)));
			}
			return all;
		};
		return caching.embed(texts.stream().map(Document::new).toList(), NO_OPTIONS, batches);
	}

	private static Consumer<List<String>> failingAt(Set<Integer> failures) {
		AtomicInteger calls = new AtomicInteger();
		return (texts) -> {
			if (failures.contains(calls.getAndIncrement())) {
				throw new UnsupportedOperationException("down");
			}
		};
	}

	private static <T> T untilItWorks(Supplier<T> call) {
		while (true) {
			try {
				return call.get();
			}
			catch (UnsupportedOperationException ex) {
				// As the caller would
			}
		}
	}

	private static Map<String, Integer> onceEach(List<List<String>> texts) {
		Map<String, Integer> counts = new HashMap<>();
		texts.forEach((list) -> list.forEach((text) -> counts.put(text, 1)));
		return counts;
	}

	@Provide
	Arbitrary<List<String>> texts() {
		return Arbitraries.integers().between(1, 30).map((i) -> "text " + i).list().ofMaxSize(40);
	}

	@Provide
	Arbitrary<Set<Integer>> failures() {
		return Arbitraries.integers().between(0, 6).set().ofMaxSize(4).map(HashSet::new);
	}

	@Provide
	Arbitrary<Integer> sizes() {
		return Arbitraries.integers().between(1, 12);
	}

}
