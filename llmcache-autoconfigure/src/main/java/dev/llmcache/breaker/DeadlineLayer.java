package dev.llmcache.breaker;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.llmcache.AnswerLayer;
import dev.llmcache.BreakerOpenException;
import dev.llmcache.CacheQuery;
import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.HitSource;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Mark;
import dev.llmcache.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Layer whose lookups are given up when they take too long, on whatever they wait, and
 * then not begun for a while.
 * <p>
 * What is in this process is looked up without either. Whether lookups are fast again is
 * tried out by one of those that are refused, in the background.
 */
public final class DeadlineLayer implements AnswerLayer {

	private final AnswerLayer delegate;

	private final Deadline deadline;

	private final Breaker breaker;

	/**
	 * Limits a layer.
	 * @param delegate the layer
	 * @param deadline how long a lookup may take
	 * @param breaker opens when one takes longer
	 */
	public DeadlineLayer(AnswerLayer delegate, Deadline deadline, Breaker breaker) {
		this.delegate = delegate;
		this.deadline = deadline;
		this.breaker = breaker;
	}

	@Override
	public Layer layer() {
		return this.delegate.layer();
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		return guarded(() -> this.delegate.lookup(query, plan));
	}

	@Override
	public Lookup lookupNear(CacheQuery query, Plan plan) {
		return this.delegate.lookupNear(query, plan);
	}

	@Override
	public Lookup lookupShared(CacheQuery query, Plan plan) {
		return guarded(() -> this.delegate.lookupShared(query, plan));
	}

	private Lookup guarded(Supplier<Lookup> lookup) {
		return this.breaker.call(() -> this.deadline.call(lookup), DeadlineLayer::isFailure, () -> tryOut(lookup));
	}

	private void tryOut(Supplier<Lookup> lookup) {
		this.deadline.call(lookup);
	}

	// Behind the breaker of a back end, what comes before it is done in vain
	private static boolean isFailure(RuntimeException ex) {
		return ex instanceof DeadlineExceededException || ex instanceof BreakerOpenException;
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
