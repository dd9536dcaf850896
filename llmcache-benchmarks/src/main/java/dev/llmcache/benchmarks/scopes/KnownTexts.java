package dev.llmcache.benchmarks.scopes;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embedding model that knows the vectors of its texts, so that no search waits for it.
 */
final class KnownTexts implements EmbeddingModel {

	private final TextVectors vectors;

	KnownTexts(TextVectors vectors) {
		this.vectors = vectors;
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(IntStream.range(0, texts.size())
			.mapToObj((i) -> new Embedding(this.vectors.of(texts.get(i)), i))
			.toList());
	}

	@Override
	public float[] embed(Document document) {
		return this.vectors.of(getEmbeddingContent(document));
	}

	@Override
	public String getEmbeddingContent(Document document) {
		return Objects.requireNonNull(document.getText());
	}

	@Override
	public int dimensions() {
		return TextVectors.DIMENSION;
	}

}
