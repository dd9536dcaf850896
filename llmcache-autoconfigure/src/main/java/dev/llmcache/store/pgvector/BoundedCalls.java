package dev.llmcache.store.pgvector;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.llmcache.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Has a bounded number of pieces of work done at a time, each within its time, on virtual
 * threads that the caller can leave behind.
 * <p>
 * Thread-safe.
 */
final class BoundedCalls {

	private static final ThreadFactory THREADS = Thread.ofVirtual()
		.name("llmcache-pgvector-", 0)
		.inheritInheritableThreadLocals(false)
		.factory();

	private final Semaphore permits;

	private final boolean takesLookupThreads;

	/**
	 * Creates it.
	 * @param most how many at a time
	 * @param takesLookupThreads whether work may be done on the thread of a lookup that
	 * will be left behind in time itself; what the work uses must not be bound to threads
	 */
	BoundedCalls(int most, boolean takesLookupThreads) {
		this.permits = new Semaphore(most);
		this.takesLookupThreads = takesLookupThreads;
	}

	/**
	 * Has some work done.
	 * @param <T> of the result
	 * @param work what to do
	 * @param timeout for the work and all waiting
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T call(Callable<T> work, Duration timeout) {
		boolean here = this.takesLookupThreads && Thread.currentThread().isVirtual() && Deadline.passesWithin(timeout);
		return here ? callHere(work, timeout) : callElsewhere(work, timeout);
	}

	private <T> T callHere(Callable<T> work, Duration timeout) {
		try {
			acquire(timeout);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		try {
			return work.call();
		}
		catch (Exception ex) {
			throw Thread.currentThread().isInterrupted() ? interrupted() : failure(ex);
		}
		finally {
			this.permits.release();
		}
	}

	/**
	 * Has some work done on a thread of its own.
	 * @param <T> of the result
	 * @param work what to do
	 * @param timeout for the work and all waiting
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T callElsewhere(Callable<T> work, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		FutureTask<T> task = new FutureTask<>(work);
		try {
			acquire(timeout);
			THREADS.newThread(() -> runAndRelease(task)).start();
			return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			task.cancel(true);
			throw new PgvectorException("PostgreSQL did not answer within %d ms".formatted(timeout.toMillis()));
		}
		catch (InterruptedException ex) {
			task.cancel(true);
			throw interrupted();
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
	}

	private void acquire(Duration timeout) throws InterruptedException {
		if (!this.permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new PgvectorException("No connection was free within %d ms".formatted(timeout.toMillis()));
		}
	}

	private void runAndRelease(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.permits.release();
		}
	}

	private static PgvectorException interrupted() {
		Thread.currentThread().interrupt();
		return new PgvectorException("Interrupted while waiting for PostgreSQL");
	}

	private static RuntimeException failure(@Nullable Throwable cause) {
		return switch (cause) {
			case SQLException ex -> new PgvectorException(ex);
			case RuntimeException ex -> ex;
			case Error ex -> throw ex;
			case null, default -> new IllegalStateException("Work on a connection failed", cause);
		};
	}

}
