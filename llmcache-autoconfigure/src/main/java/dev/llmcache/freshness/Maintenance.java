package dev.llmcache.freshness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.llmcache.FailureTypes;
import dev.llmcache.Generations;
import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.LlmCache;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What one instance does in the background: it writes invalidations that could not be
 * written, deletes what has expired or was invalidated, and forgets vectors and keys once
 * something was erased anywhere.
 * <p>
 * Thread-safe.
 */
public final class Maintenance implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Maintenance.class);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final Set<Mark> ERASURES = Set.of(Mark.ANY_ERASURE);

	private final LlmCache cache;

	private final Generations generations;

	private final Runnable retry;

	/** One for each task: what is to be written does not wait until all is swept. */
	private final ScheduledExecutorService background = Executors.newScheduledThreadPool(2,
			Thread.ofPlatform().daemon().name("llmcache-maintenance-", 0).factory());

	private final List<Future<?>> tasks = new ArrayList<>();

	private volatile List<Stamp> erasures = List.of();

	/**
	 * Creates the work, which has to be started.
	 * @param cache what to sweep
	 * @param generations tell what was invalidated
	 * @param retry writes what could not be written
	 */
	public Maintenance(LlmCache cache, Generations generations, Runnable retry) {
		this.cache = cache;
		this.generations = generations;
		this.retry = retry;
	}

	/**
	 * Starts the work.
	 * @param sweepInterval from the end of one sweep to the next
	 */
	public void start(Duration sweepInterval) {
		schedule(this.retry, RETRY);
		schedule(this::noteErasures, RETRY);
		schedule(this::sweep, sweepInterval);
	}

	private void schedule(Runnable work, Duration interval) {
		this.tasks.add(this.background.scheduleWithFixedDelay(() -> run(work), interval.toMillis(), interval.toMillis(),
				TimeUnit.MILLISECONDS));
	}

	private static void run(Runnable work) {
		try {
			work.run();
		}
		catch (GenerationsUnknownException ex) {
			// The next time, perhaps
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Maintenance of the cache failed: " + FailureTypes.of(ex));
		}
	}

	/** Sweeps once. */
	void sweep() {
		run(this::forgetWhatWasErased);
		this.cache.sweep();
	}

	// What is erased before the first sweep is to be noticed by it
	private void noteErasures() {
		if (this.erasures.isEmpty()) {
			this.erasures = erasures();
		}
	}

	private void forgetWhatWasErased() {
		List<Stamp> now = erasures();
		if (!now.equals(this.erasures)) {
			this.cache.forget();
		}
		this.erasures = now;
	}

	private List<Stamp> erasures() {
		return this.generations.snapshot(ERASURES, Duration.ofDays(1)).stamps();
	}

	@Override
	public void close() {
		this.tasks.forEach((task) -> task.cancel(true));
		this.background.shutdownNow();
	}

}
