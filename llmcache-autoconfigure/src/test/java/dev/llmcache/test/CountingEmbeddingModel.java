package dev.llmcache.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

/**
 * Embedding model that counts how often it embeds each text, charges a token for each
 * character, and whose vectors are not of unit length.
 */
public class CountingEmbeddingModel implements EmbeddingModel {

	private static final int DIMENSION = 16;

	private final String name;

	private final Map<String, Integer> embedded = new ConcurrentHashMap<>();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile Consumer<List<String>> before = (texts) -> {
	};

	public CountingEmbeddingModel() {
		this("counting");
	}

	public CountingEmbeddingModel(String name) {
		this.name = name;
	}

	/** Has something happen whenever the model is asked, which may throw. */
	public void before(Consumer<List<String>> happening) {
		this.before = happening;
	}

	public EmbeddingOptions getOptions() {
		return EmbeddingOptions.builder().model(this.name).build();
	}

	/** How often each text was embedded. */
	public Map<String, Integer> embedded() {
		return Map.copyOf(this.embedded);
	}

	public int calls() {
		return this.calls.get();
	}

	/** What the model gives for a text. */
	public static float[] vectorOf(String text) {
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = (Objects.hash(text, i) % 10_007) / 3F;
		}
		return vector;
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		this.calls.incrementAndGet();
		this.before.accept(texts);
		List<Embedding> embeddings = new ArrayList<>();
		int tokens = 0;
		for (String text : texts) {
			this.embedded.merge(text, 1, Integer::sum);
			// Numbered from 1, as one of Spring AI's models does it
			embeddings.add(new Embedding(vectorOf(text), embeddings.size() + 1));
			tokens += text.length();
		}
		return new EmbeddingResponse(embeddings, new EmbeddingResponseMetadata(this.name,
				new DefaultUsage(tokens, 0, tokens), Map.of("region", "test")));
	}

	@Override
	public float[] embed(Document document) {
		return embed(Objects.requireNonNull(getEmbeddingContent(document)));
	}

	@Override
	public int dimensions() {
		return DIMENSION;
	}

}
