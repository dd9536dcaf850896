package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.llmcache.test.WordEmbedder;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embedding model that counts the texts that it embeds, at once; they are as near as they
 * have words in common.
 */
final class CountedEmbeddings implements EmbeddingModel {

	private final WordEmbedder words = new WordEmbedder("counted");

	/**
	 * How many texts it has embedded.
	 */
	int count() {
		return this.words.calls();
	}

	/**
	 * What it was made with, as Spring AI's models tell it.
	 */
	public EmbeddingOptions getOptions() {
		return EmbeddingOptions.builder().model(this.words.modelId()).build();
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(IntStream.range(0, texts.size())
			.mapToObj((index) -> new Embedding(this.words.embed(texts.get(index)), index))
			.toList());
	}

	@Override
	public float[] embed(Document document) {
		return embed(Objects.requireNonNull(getEmbeddingContent(document)));
	}

	@Override
	public int dimensions() {
		return this.words.dimension();
	}

}
