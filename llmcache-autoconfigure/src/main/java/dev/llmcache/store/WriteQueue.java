package dev.llmcache.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.trace.CurrentObservation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Bounded queue of writes that a few threads of its own carry out, off the request path.
 * <p>
 * Thread-safe. Neither {@link #offer} nor {@link #execute} ever blocks or throws: a write
 * that finds the queue full or closed is dropped, and counted. A write that throws is
 * counted too. The first of a burst of either is logged, with the type of the exception
 * but not its message, which may quote what was written; the next line follows a minute
 * later at the earliest.
 * <p>
 * Writes start in the order in which they were offered; with more than one thread they
 * may end in another. The threads are daemons, and end when they are idle.
 */
public final class WriteQueue implements Executor, WriteExecutor, AutoCloseable {

	private static final Log logger = LogFactory.getLog(WriteQueue.class);

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final Duration BURST = Duration.ofMinutes(1);

	private final String name;

	private final Duration grace;

	private final ThreadPoolExecutor threads;

	private final LongAdder dropped = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final Burst drops;

	private final Burst failures;

	/**
	 * Creates an empty queue; its threads start with the first writes.
	 * @param name what is written, for logs and names of threads
	 * @param capacity how many writes may wait, at least 1
	 * @param threads how many writes are carried out at a time, at least 1
	 * @param grace how long {@link #close} waits for the writes that it finds
	 */
	public WriteQueue(String name, int capacity, int threads, Duration grace) {
		this(name, capacity, threads, grace, InstantSource.system());
	}

	WriteQueue(String name, int capacity, int threads, Duration grace, InstantSource clock) {
		this.name = name;
		this.grace = grace;
		this.drops = new Burst(BURST, clock);
		this.failures = new Burst(BURST, clock);
		CustomizableThreadFactory factory = new CustomizableThreadFactory("llmcache-" + name.replace(' ', '-') + "-");
		factory.setDaemon(true);
		this.threads = new ThreadPoolExecutor(threads, threads, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new ArrayBlockingQueue<>(capacity), factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable write) {
		offer(write);
	}

	/**
	 * Queues a write.
	 * @param write what to do; bounded in time by itself
	 * @return whether it was queued rather than dropped
	 */
	public boolean offer(Runnable write) {
		return offer(new Write(write, new CompletableFuture<>()));
	}

	private boolean offer(Write write) {
		try {
			this.threads.execute(write);
			return true;
		}
		catch (RejectedExecutionException ex) {
			write.dropped();
			drop(1);
			return false;
		}
	}

	@Override
	public CompletionStage<@Nullable Void> submit(Runnable write) {
		Write queued = new Write(write, new CompletableFuture<>());
		offer(queued);
		return queued.done;
	}

	/**
	 * Counts a write as failed that is of no use now.
	 * @param reason why
	 * @return completed with the reason
	 */
	public CompletionStage<@Nullable Void> refuse(RuntimeException reason) {
		failed(reason);
		return CompletableFuture.failedFuture(reason);
	}

	private void failed(Throwable failure) {
		this.failed.increment();
		if (this.failures.begins()) {
			logger.warn("Writes of %s fail with %s; the cache goes on without them. %d failed so far".formatted(
					this.name, NestedExceptionUtils.getMostSpecificCause(failure).getClass().getName(), failed()));
		}
	}

	private void drop(int writes) {
		this.dropped.add(writes);
		if (this.drops.begins()) {
			logger.warn("Writes of %s are dropped, since too many wait; the cache goes on without them. %d dropped "
				.formatted(this.name, dropped()) + "so far");
		}
	}

	/**
	 * What is written.
	 * @return the name that this queue was created with
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Writes that wait.
	 * @return how many, about
	 */
	public int queued() {
		return this.threads.getQueue().size();
	}

	/**
	 * Writes that were not carried out.
	 * @return how many since this queue was created
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Writes that threw.
	 * @return how many since this queue was created
	 */
	public long failed() {
		return this.failed.sum();
	}

	/**
	 * Takes no more writes, waits for those that it has until the grace period is over,
	 * then interrupts and drops the rest.
	 */
	@Override
	public void close() {
		this.threads.shutdown();
		try {
			if (this.threads.awaitTermination(this.grace.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		List<Runnable> left = this.threads.shutdownNow();
		left.forEach((write) -> ((Write) write).dropped());
		if (!left.isEmpty()) {
			drop(left.size());
		}
	}

	/**
	 * Write that waits or is carried out.
	 */
	private final class Write implements Runnable {

		private final Runnable work;

		private final CompletableFuture<@Nullable Void> done;

		Write(Runnable work, CompletableFuture<@Nullable Void> done) {
			this.work = CurrentObservation.along(work);
			this.done = done;
		}

		@Override
		public void run() {
			try {
				this.work.run();
				this.done.complete(null);
			}
			catch (RuntimeException | LinkageError ex) {
				this.done.completeExceptionally(ex);
				failed(ex);
			}
			finally {
				// After any other error
				dropped();
			}
		}

		void dropped() {
			this.done.completeExceptionally(new RejectedExecutionException("Too many writes wait"));
		}

	}

}
