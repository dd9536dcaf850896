package dev.llmcache.embedding;

import dev.llmcache.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Embedder whose model is given up when it takes too long.
 * <p>
 * Thread-safe.
 */
public final class DeadlineEmbedder implements QuestionEmbedder {

	private final QuestionEmbedder delegate;

	private final Deadline deadline;

	private volatile @Nullable String modelId;

	private volatile int dimension;

	/**
	 * Limits an embedder.
	 * @param delegate the embedder
	 * @param deadline how long it may take
	 */
	public DeadlineEmbedder(QuestionEmbedder delegate, Deadline deadline) {
		this.delegate = delegate;
		this.deadline = deadline;
	}

	@Override
	public String modelId() {
		String known = this.modelId;
		if (known == null) {
			known = this.deadline.call(this.delegate::modelId);
			this.modelId = known;
		}
		return known;
	}

	@Override
	public VectorSpace space() {
		return this.deadline.call(this.delegate::space);
	}

	@Override
	public int dimension() {
		int known = this.dimension;
		if (known == 0) {
			known = this.deadline.call(this.delegate::dimension);
			this.dimension = known;
		}
		return known;
	}

	@Override
	public float[] embed(String question) {
		return this.deadline.call(() -> this.delegate.embed(question));
	}

}
