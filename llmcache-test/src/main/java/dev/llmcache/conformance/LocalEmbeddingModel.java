package dev.llmcache.conformance;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * {@link EmbeddingModel} on a {@link LocalModel} of the class path, for applications that
 * have no other.
 * <p>
 * Thread-safe. Close it when the tests are done.
 */
public final class LocalEmbeddingModel implements EmbeddingModel, AutoCloseable {

	private final LocalQuestionEmbedder embedder;

	/**
	 * Starts to load a model.
	 * @param model the model, whose library the class path has
	 */
	public LocalEmbeddingModel(LocalModel model) {
		this.embedder = new LocalQuestionEmbedder(model, LocalEmbeddingModel.class.getClassLoader());
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(IntStream.range(0, texts.size())
			.mapToObj((index) -> new Embedding(this.embedder.embed(texts.get(index)), index))
			.toList());
	}

	@Override
	public float[] embed(Document document) {
		return this.embedder.embed(Objects.requireNonNull(document.getText()));
	}

	@Override
	public int dimensions() {
		return this.embedder.dimension();
	}

	@Override
	public void close() {
		this.embedder.close();
	}

}
