package dev.llmcache.store.vectorstore;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embedding model whose texts spell vectors out. It sees them in a space of its own, with
 * one more dimension, where none are more than a right angle apart.
 *
 * @param spelled how many dimensions are spelled
 */
record SpelledVectors(int spelled) implements EmbeddingModel {

	static String spell(float[] vector) {
		ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
		bytes.asFloatBuffer().put(vector);
		return Base64.getUrlEncoder().encodeToString(bytes.array());
	}

	private float[] read(String text) {
		float[] vector = new float[this.spelled + 1];
		vector[this.spelled] = 1;
		if (text.length() > this.spelled) {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			ByteBuffer.wrap(bytes).asFloatBuffer().get(vector, 0, this.spelled);
		}
		return vector;
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(IntStream.range(0, texts.size())
			.mapToObj((index) -> new Embedding(read(texts.get(index)), index))
			.toList());
	}

	@Override
	public float[] embed(Document document) {
		return read(Objects.requireNonNull(document.getText()));
	}

	@Override
	public int dimensions() {
		return this.spelled + 1;
	}

}
