package dev.llmcache.embedding;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Asks a model for documents, batch by batch.
 *
 * @param model the model
 * @param options of the request
 * @param batching what the model takes at once
 * @param documents one document for each text
 * @param own whether the model has a way of its own to embed documents
 */
record AskedForDocuments(EmbeddingModel model, @Nullable EmbeddingOptions options, BatchingStrategy batching,
		Map<String, Document> documents, boolean own) implements TextEmbedder {

	@Override
	public List<List<String>> portions(List<String> texts) {
		IdentityHashMap<Document, String> textOf = new IdentityHashMap<>();
		List<Document> wanted = new ArrayList<>();
		for (String text : texts) {
			Document document = Objects.requireNonNull(this.documents.get(text));
			textOf.put(document, text);
			wanted.add(document);
		}
		List<List<String>> portions = new ArrayList<>();
		for (List<Document> batch : this.batching.batch(wanted)) {
			portions.add(batch.stream().map((document) -> textOf.getOrDefault(document, "")).toList());
		}
		List<String> all = portions.stream().flatMap(List::stream).toList();
		if (!all.equals(texts)) {
			// It cut documents short, or did whatever else a strategy may do
			throw new UnknownBatchesException();
		}
		return portions;
	}

	@Override
	public Vectors embed(List<String> texts) {
		if (!this.own) {
			// As the model's interface does
			EmbeddingResponse response = this.model.call(new EmbeddingRequest(texts, this.options));
			return Vectors.of(response);
		}
		List<Document> portion = texts.stream()
			.map((text) -> Objects.requireNonNull(this.documents.get(text)))
			.toList();
		return Vectors.of(this.model.embed(portion, this.options, List::of));
	}

	@Override
	public String toString() {
		return "AskedForDocuments[]";
	}

}
