package dev.llmcache.benchmarks.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embedding model that takes its time and counts how often it embeds each text. Its
 * vectors are random, the same for the same text, and not of unit length.
 */
class CountedModel implements EmbeddingModel {

	private static final EmbeddingOptions OPTIONS = EmbeddingOptions.builder().model("counted").build();

	private static final long NANOS_PER_CALL = 2_000_000;

	private static final int PRIME = 31;

	private final int dimension;

	private final Map<String, Integer> embedded = new ConcurrentHashMap<>();

	CountedModel(int dimension) {
		this.dimension = dimension;
	}

	/**
	 * What it was made with, as Spring AI's models tell it.
	 */
	public EmbeddingOptions getOptions() {
		return OPTIONS;
	}

	/**
	 * How often a text was embedded.
	 */
	int embedded(String text) {
		return this.embedded.getOrDefault(text, 0);
	}

	/**
	 * How often anything was embedded.
	 */
	int embedded() {
		return this.embedded.values().stream().mapToInt(Integer::intValue).sum();
	}

	/**
	 * How many texts were embedded more often than once.
	 */
	int repeated() {
		return (int) this.embedded.values().stream().filter((times) -> times > 1).count();
	}

	/**
	 * Whether a vector is that of a text, to the last bit.
	 */
	boolean isVectorOf(String text, float[] vector) {
		return Arrays.equals(vectorOf(text), vector);
	}

	private float[] vectorOf(String text) {
		long seed = 0;
		for (int i = 0; i < text.length(); i++) {
			seed = PRIME * seed + text.charAt(i);
		}
		SplittableRandom random = new SplittableRandom(seed);
		float[] vector = new float[this.dimension];
		for (int i = 0; i < vector.length; i++) {
			vector[i] = (float) random.nextDouble(-1, 1);
		}
		return vector;
	}

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		LockSupport.parkNanos(NANOS_PER_CALL);
		List<Embedding> embeddings = new ArrayList<>();
		for (String text : request.getInstructions()) {
			this.embedded.merge(text, 1, Integer::sum);
			embeddings.add(new Embedding(vectorOf(text), embeddings.size()));
		}
		return new EmbeddingResponse(embeddings);
	}

	@Override
	public float[] embed(Document document) {
		return embed(Objects.requireNonNull(getEmbeddingContent(document)));
	}

	@Override
	public int dimensions() {
		return this.dimension;
	}

}
