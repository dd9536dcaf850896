package dev.llmcache.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.ai.embedding.EmbeddingResultMetadata;

/**
 * Asks a model for questions, and keeps what else it says than vectors.
 */
final class Asked implements TextEmbedder {

	private final EmbeddingModel model;

	private final @Nullable EmbeddingOptions options;

	private final String modelName;

	private final List<EmbeddingResponseMetadata> responses = new ArrayList<>();

	private final Map<String, EmbeddingResultMetadata> results = new HashMap<>();

	Asked(EmbeddingModel model, @Nullable EmbeddingOptions options, String modelName) {
		this.model = model;
		this.options = options;
		this.modelName = modelName;
	}

	@Override
	public Vectors embed(List<String> texts) {
		EmbeddingResponse response = this.model.call(new EmbeddingRequest(texts, this.options));
		List<Embedding> embeddings = response.getResults();
		if (embeddings.size() == texts.size()) {
			// By their place: not all models number them from 0
			for (int i = 0; i < texts.size(); i++) {
				this.results.put(texts.get(i), embeddings.get(i).getMetadata());
			}
		}
		this.responses.add(response.getMetadata());
		return Vectors.of(response);
	}

	EmbeddingResponse response(List<String> texts, List<float[]> vectors) {
		List<Embedding> embeddings = new ArrayList<>(texts.size());
		for (int i = 0; i < texts.size(); i++) {
			EmbeddingResultMetadata metadata = this.results.get(texts.get(i));
			embeddings
				.add(new Embedding(vectors.get(i), i, (metadata != null) ? metadata : EmbeddingResultMetadata.EMPTY));
		}
		return new EmbeddingResponse(embeddings, metadata());
	}

	private EmbeddingResponseMetadata metadata() {
		if (this.responses.isEmpty()) {
			return new EmbeddingResponseMetadata(this.modelName, new DefaultUsage(0, 0, 0));
		}
		EmbeddingResponseMetadata last = this.responses.getLast();
		if (this.responses.size() == 1) {
			return last;
		}
		Map<String, Object> others = new HashMap<>();
		last.entrySet().forEach((entry) -> others.put(entry.getKey(), entry.getValue()));
		int prompt = 0;
		int completion = 0;
		int total = 0;
		for (EmbeddingResponseMetadata response : this.responses) {
			Usage usage = response.getUsage();
			prompt += orZero(usage.getPromptTokens());
			completion += orZero(usage.getCompletionTokens());
			total += orZero(usage.getTotalTokens());
		}
		return new EmbeddingResponseMetadata(last.getModel(), new DefaultUsage(prompt, completion, total), others);
	}

	private static int orZero(@Nullable Integer tokens) {
		return Objects.requireNonNullElse(tokens, 0);
	}

}
