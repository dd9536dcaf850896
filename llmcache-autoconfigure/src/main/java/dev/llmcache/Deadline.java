package dev.llmcache;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Time after which work is given up, on whatever it waits.
 * <p>
 * Thread-safe. Work that is given up is interrupted. Should {@value #MOST_HANGING} pieces
 * of work go on all the same, further ones are given up before they begin, so that what
 * minds no interrupt does not fill the memory.
 */
public final class Deadline {

	static final int MOST_HANGING = 64;

	/** Until work that was given up has told its back end's breaker. */
	private static final Duration FAREWELL = Duration.ofMillis(5);

	private static final ThreadLocal<@Nullable Work<?>> CURRENT = new ThreadLocal<>();

	private final Duration limit;

	private final ExecutorService executor;

	private final AtomicInteger hanging = new AtomicInteger();

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
	 * @throws RuntimeException if it threw one, or no thread could be started
	 */
	public <T extends @Nullable Object> T call(Supplier<T> work) {
		if (this.hanging.get() >= MOST_HANGING) {
			throw new DeadlineExceededException(this.limit);
		}
		Work<T> bounded = new Work<>(work);
		Future<T> result = begin(bounded);
		try {
			return result.get(this.limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			bounded.late = true;
			bounded.giveUp(result);
			throw new DeadlineExceededException(this.limit);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			bounded.giveUp(result);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting", ex);
		}
	}

	private <T extends @Nullable Object> Future<T> begin(Callable<T> work) {
		try {
			return this.executor.submit(work);
		}
		catch (OutOfMemoryError ex) {
			throw new RejectedExecutionException("No thread could be started", ex);
		}
	}

	/**
	 * Whether what this thread is interrupted at is work that took too long, and not what
	 * nobody wants any more.
	 * @return false also where the thread does no work of a deadline
	 */
	public static boolean hasPassed() {
		Work<?> work = CURRENT.get();
		return work != null && work.late;
	}

	/**
	 * Whether this thread runs nothing but work that is given up, and interrupted, before
	 * some time has passed.
	 * @param time the time
	 * @return whether what this thread waits for needs no deadline of its own
	 */
	public static boolean passesWithin(Duration time) {
		Work<?> work = CURRENT.get();
		return work != null && work.lateFrom - System.nanoTime() <= time.toNanos();
	}

	private enum Progress {

		WAITING, RUNNING, ENDED, GIVEN_UP

	}

	/**
	 * Piece of work that may be given up.
	 */
	private final class Work<T extends @Nullable Object> implements Callable<T> {

		private final Supplier<T> supplier;

		private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);

		private final CountDownLatch ended = new CountDownLatch(1);

		private final long lateFrom = System.nanoTime() + Deadline.this.limit.toNanos();

		private volatile boolean late;

		Work(Supplier<T> supplier) {
			this.supplier = supplier;
		}

		@Override
		public T call() {
			if (!this.progress.compareAndSet(Progress.WAITING, Progress.RUNNING)) {
				throw new DeadlineExceededException(Deadline.this.limit);
			}
			CURRENT.set(this);
			try {
				return this.supplier.get();
			}
			finally {
				CURRENT.remove();
				if (!this.progress.compareAndSet(Progress.RUNNING, Progress.ENDED)) {
					Deadline.this.hanging.decrementAndGet();
				}
				this.ended.countDown();
			}
		}

		void giveUp(Future<?> result) {
			if (this.progress.compareAndSet(Progress.WAITING, Progress.GIVEN_UP)) {
				return;
			}
			if (this.progress.compareAndSet(Progress.RUNNING, Progress.GIVEN_UP)) {
				Deadline.this.hanging.incrementAndGet();
			}
			result.cancel(true);
			try {
				this.ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
