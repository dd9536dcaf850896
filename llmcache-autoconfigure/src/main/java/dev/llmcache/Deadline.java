package dev.llmcache;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Time after which work is given up, on whatever it waits.
 * <p>
 * Thread-safe. Work that is given up is interrupted.
 */
public final class Deadline {

	private final Duration limit;

	private final ExecutorService executor;

	/**
	 * Creates a deadline.
	 * @param limit how long each piece of work may take
	 * @param executor does the work, each piece at once
	 */
	public Deadline(Duration limit, ExecutorService executor) {
		this.limit = limit;
		this.executor = executor;
	}

	/**
	 * Does some work in time, or gives it up.
	 * @param <T> type of the result
	 * @param work what to do
	 * @return what it returned
	 * @throws DeadlineExceededException if it took too long
	 * @throws RuntimeException if it threw one
	 */
	public <T> T call(Supplier<T> work) {
		Future<T> result = this.executor.submit(work::get);
		try {
			return result.get(this.limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new DeadlineExceededException(this.limit);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting", ex);
		}
		finally {
			result.cancel(true);
		}
	}

}
