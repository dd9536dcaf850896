package dev.llmcache.benchmarks.embedding;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.store.EmbeddingStore;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;

/**
 * A corpus that is ingested by one process after another, which have the store and
 * nothing else in common.
 *
 * @param corpus the texts of its documents
 * @param dimension of the vectors
 */
record Restarts(Corpus corpus, int dimension) {

	void measure(Supplier<EmbeddingStore> store, Figures figures) {
		Memories memories = new Memories();
		CountedModel first = new CountedModel(this.dimension);
		ingest(first, memories, store, figures.startingWith("first-"));
		figures.exactly("first-embeddings-per-distinct-text", first.embedded() / (double) this.corpus.distinct(), 1);
		CountedModel second = new CountedModel(this.dimension);
		ingest(second, memories, store, figures.startingWith("restarted-"));
		figures.exactly("restarted-embeddings", second.embedded(), 0);
	}

	private void ingest(CountedModel model, Memories memories, Supplier<EmbeddingStore> opening, Figures figures) {
		List<Document> documents = this.corpus.texts().stream().map(Document::new).toList();
		try (EmbeddingStore store = opening.get()) {
			long start = System.nanoTime();
			List<float[]> vectors = Memories.remembering(model, memories.before(store))
				.embed(documents, EmbeddingOptions.builder().build(), new TokenCountBatchingStrategy());
			figures.report("seconds", (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1));
			int others = 0;
			for (int i = 0; i < vectors.size(); i++) {
				others += model.isVectorOf(this.corpus.texts().get(i), vectors.get(i)) ? 0 : 1;
			}
			figures.exactly("vectors-out-of-order", others, 0);
		}
	}

}
