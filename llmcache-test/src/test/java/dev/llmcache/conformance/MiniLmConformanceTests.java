package dev.llmcache.conformance;

import dev.llmcache.embedding.local.LocalModel;
import org.junit.jupiter.api.AfterAll;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * The default settings with the model that is preferred among the local ones.
 */
class MiniLmConformanceTests extends SemanticConformance {

	private static final LocalEmbeddingModel MODEL = new LocalEmbeddingModel(LocalModel.MINILM);

	@AfterAll
	static void close() {
		MODEL.close();
	}

	@Override
	protected EmbeddingModel embeddingModel() {
		return MODEL;
	}

	// What the guards leave, and may not exceed
	@Override
	protected double maxAccepted(Category category) {
		return switch (category) {
			case ANTONYMS -> 0.025;
			case DIRECTION -> 0.08;
			case ROLE_SWAPS -> 0.12;
			default -> super.maxAccepted(category);
		};
	}

}
