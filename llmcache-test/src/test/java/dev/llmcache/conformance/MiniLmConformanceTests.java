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

}
