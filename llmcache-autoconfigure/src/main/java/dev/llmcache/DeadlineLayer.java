package dev.llmcache;

import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Layer whose lookups are given up when they take too long, on whatever they wait.
 */
public final class DeadlineLayer implements AnswerLayer {

	private final AnswerLayer delegate;

	private final Deadline deadline;

	/**
	 * Limits a layer.
	 * @param delegate the layer
	 * @param deadline how long a lookup may take
	 */
	public DeadlineLayer(AnswerLayer delegate, Deadline deadline) {
		this.delegate = delegate;
		this.deadline = deadline;
	}

	@Override
	public Layer layer() {
		return this.delegate.layer();
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		return this.deadline.call(() -> this.delegate.lookup(query, plan));
	}

	@Override
	public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
		return this.delegate.store(query, plan, entry);
	}

	@Override
	public Trial trial(CacheQuery query, Plan plan, Entry entry) {
		return this.delegate.trial(query, plan, entry);
	}

	@Override
	public void learn(HitSource source, boolean right) {
		this.delegate.learn(source, right);
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.delegate.erase(marks);
	}

	@Override
	public long sweep() {
		return this.delegate.sweep();
	}

}
