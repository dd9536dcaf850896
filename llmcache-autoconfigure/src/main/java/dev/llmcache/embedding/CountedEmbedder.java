package dev.llmcache.embedding;

import java.util.List;

import dev.llmcache.report.EmbeddingUse;

/**
 * Embedder whose calls are counted as the cache's. Calls that fail are not, and neither
 * are those that are given up, whatever the provider charges for them.
 * <p>
 * Thread-safe.
 */
public final class CountedEmbedder implements QuestionEmbedder {

	private final QuestionEmbedder delegate;

	private final VectorMemory memory;

	/**
	 * Counts an embedder.
	 * @param delegate the embedder
	 * @param memory where its calls are counted
	 */
	public CountedEmbedder(QuestionEmbedder delegate, VectorMemory memory) {
		this.delegate = delegate;
		this.memory = memory;
	}

	@Override
	public String modelId() {
		return this.delegate.modelId();
	}

	@Override
	public VectorSpace space() {
		return this.delegate.space();
	}

	@Override
	public int dimension() {
		return this.delegate.dimension();
	}

	@Override
	public float[] embed(String question) {
		return this.memory.tally(space(), EmbeddingUse.CACHE)
			.counting((texts) -> this.delegate.embedCounted(question))
			.embed(List.of(question))
			.all()
			.getFirst();
	}

}
