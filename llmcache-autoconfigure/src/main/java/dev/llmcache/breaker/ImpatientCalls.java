package dev.llmcache.breaker;

import java.util.function.Supplier;

import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of what callers wait for only so long, and which are refused for a while when too
 * many have left without an answer.
 * <p>
 * Thread-safe.
 */
public final class ImpatientCalls {

	private final Breaker breaker;

	private final Deadline patience;

	/**
	 * Creates the way to call.
	 * @param breaker opens when callers leave
	 * @param patience of callers, which a trial must not exceed either
	 */
	public ImpatientCalls(Breaker breaker, Deadline patience) {
		this.breaker = breaker;
		this.patience = patience;
	}

	/**
	 * Makes a call, as long as the caller's own {@link Deadline} allows.
	 * @param <T> type of the result
	 * @param call the call
	 * @return what it returned
	 * @throws dev.llmcache.BreakerOpenException if it was refused
	 * @throws RuntimeException what the call throws
	 */
	public <T extends @Nullable Object> T make(Supplier<T> call) {
		return this.breaker.call(call, ImpatientCalls::isLate, () -> this.patience.call(call));
	}

	private static boolean isLate(RuntimeException ex) {
		return ex instanceof DeadlineExceededException || Deadline.hasPassed();
	}

}
