package dev.llmcache.test;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embedding model to which texts are as near as they have words in common.
 */
public final class WordEmbeddingModel implements EmbeddingModel {

	private final WordEmbedder words = new WordEmbedder("words");

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(IntStream.range(0, texts.size())
			.mapToObj((index) -> new Embedding(this.words.embed(texts.get(index)), index))
			.toList());
	}

	@Override
	public float[] embed(Document document) {
		return this.words.embed(Objects.requireNonNull(document.getText()));
	}

	@Override
	public int dimensions() {
		return this.words.dimension();
	}

}
