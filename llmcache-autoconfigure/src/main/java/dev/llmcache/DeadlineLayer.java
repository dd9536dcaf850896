package dev.llmcache;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.llmcache.Decision.Plan;

/**
 * Layer whose lookups are given up when they take too long, on whatever they wait.
 * <p>
 * A lookup that is given up is interrupted.
 */
public final class DeadlineLayer implements AnswerLayer {

	private final AnswerLayer delegate;

	private final Duration deadline;

	private final ExecutorService executor;

	/**
	 * Limits a layer.
	 * @param delegate the layer
	 * @param deadline how long a lookup may take
	 * @param executor runs the lookups, each at once
	 */
	public DeadlineLayer(AnswerLayer delegate, Duration deadline, ExecutorService executor) {
		this.delegate = delegate;
		this.deadline = deadline;
		this.executor = executor;
	}

	@Override
	public Layer layer() {
		return this.delegate.layer();
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		Future<Lookup> lookup = this.executor.submit(() -> this.delegate.lookup(query, plan));
		try {
			return lookup.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new DeadlineExceededException(this.deadline);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted during a lookup", ex);
		}
		finally {
			lookup.cancel(true);
		}
	}

	@Override
	public void store(CacheQuery query, Plan plan, CachedAnswer answer) {
		this.delegate.store(query, plan, answer);
	}

}
