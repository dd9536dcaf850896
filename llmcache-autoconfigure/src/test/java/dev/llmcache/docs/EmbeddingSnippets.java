package dev.llmcache.docs;

import dev.llmcache.Owner;
import dev.llmcache.embedding.QuestionOwner;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * The Java of docs/layers/embedding.md, compiled and run.
 */
class EmbeddingSnippets {

	float[] search(EmbeddingModel model, String tenant, String text) {
		return QuestionOwner.of(new Owner.Tenant(tenant)).call(() -> model.embed(text));
	}

}
