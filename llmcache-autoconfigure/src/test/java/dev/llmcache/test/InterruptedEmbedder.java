package dev.llmcache.test;

import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.embedding.QuestionEmbedder;
import org.jspecify.annotations.Nullable;

/**
 * Embedder during whose next call something else happens, once.
 *
 * @param embedder does the work
 * @param meanwhile what happens
 */
public record InterruptedEmbedder(QuestionEmbedder embedder,
		AtomicReference<@Nullable Runnable> meanwhile) implements QuestionEmbedder {

	@Override
	public String modelId() {
		return this.embedder.modelId();
	}

	@Override
	public int dimension() {
		return this.embedder.dimension();
	}

	@Override
	public float[] embed(String question) {
		float[] vector = this.embedder.embed(question);
		Runnable happening = this.meanwhile.getAndSet(null);
		if (happening != null) {
			happening.run();
		}
		return vector;
	}

}
