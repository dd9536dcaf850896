package dev.llmcache.breaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Deadline;
import dev.llmcache.report.store.BreakerReport;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breaker, for all who use what it breaks off from.
 * <p>
 * It opens when half of the latest calls have failed: from then on nobody waits, but is
 * refused at once. Whether that was a mishap is found out by a trial in the background,
 * which begins at the same moment, so that what is well is asked again after a round
 * trip. While trials fail, or calls do that follow them, the next begins with a call that
 * is refused or with somebody who looks, after a pause of {@link #FIRST_PAUSE} that
 * doubles up to {@link #LONGEST_PAUSE}. No caller ever waits for a trial.
 * <p>
 * Thread-safe. The states and their changes are those of resilience4j.
 */
public final class Breaker {

	/** Between the first trial that fails and the second. */
	public static final Duration FIRST_PAUSE = Duration.ofMillis(250);

	/** Between trials, however many have failed. */
	public static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private static final Log logger = LogFactory.getLog(Breaker.class);

	private static final Duration QUIET = Duration.ofMinutes(1);

	private static final int LONGEST_PAUSE_EXPONENT = 3;

	private final String name;

	private final String backend;

	private final Executor trials;

	private final Deadline longestTrial;

	private final CircuitBreaker circuit;

	/** Openings and trials since a call succeeded. */
	private final AtomicInteger failuresInARow = new AtomicInteger();

	private volatile @Nullable Runnable latestTrial;

	private final InstantSource clock;

	private Instant quietUntil = Instant.MIN;

	private boolean warned;

	/**
	 * Creates a closed breaker.
	 * @param name what is not asked while it is open, lower case with hyphens
	 * @param backend what that is made of, lower case with hyphens
	 * @param calls how many of the latest calls count; half as many must have been made
	 * @param trials runs each trial at once on another thread; may reject it
	 * @param longestTrial how long one may take
	 * @param clock tells when it is time for the next trial
	 */
	Breaker(String name, String backend, int calls, Executor trials, Deadline longestTrial, InstantSource clock) {
		this.name = name;
		this.backend = backend;
		this.trials = trials;
		this.longestTrial = longestTrial;
		this.clock = clock;
		this.circuit = CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.slidingWindow(calls, (calls + 1) / 2, SlidingWindowType.COUNT_BASED)
					.permittedNumberOfCallsInHalfOpenState(1)
					.waitIntervalFunctionInOpenState((attempt) -> pause().toMillis())
					.clock(clock.withZone(ZoneOffset.UTC))
					.build());
	}

	private Duration pause() {
		int exponent = Math.clamp(this.failuresInARow.get() - 1L, 0, LONGEST_PAUSE_EXPONENT);
		return FIRST_PAUSE.multipliedBy(1L << exponent);
	}

	/**
	 * Calls the back end, unless the breaker is open.
	 * @param <T> type of the result
	 * @param call the call, bounded in time
	 * @param isFailure tells which exceptions mean that the back end did not answer; an
	 * error that it answered is none; not asked about calls that the application
	 * interrupts
	 * @param trial finds out whether the back end answers, and throws an exception if it
	 * does not
	 * @return what the call returned
	 * @throws BreakerOpenException if the breaker is open
	 * @throws RuntimeException what the call throws
	 */
	public <T extends @Nullable Object> T call(Supplier<T> call, Predicate<? super RuntimeException> isFailure,
			Runnable trial) {
		if (!isClosed()) {
			tryAgain(trial);
			throw new BreakerOpenException(this.name);
		}
		boolean isLate = isInterrupted();
		try {
			T result = call.get();
			succeeded();
			return result;
		}
		catch (RuntimeException ex) {
			if (isInterrupted() && (isLate || !Deadline.hasPassed())) {
				// By whoever asked, or before it began: it tells nothing of the back end
				throw ex;
			}
			if (isFailure.test(ex)) {
				failed(ex, trial);
			}
			else if (!(ex instanceof BreakerOpenException)) {
				succeeded();
			}
			throw ex;
		}
	}

	private static boolean isInterrupted() {
		return Thread.currentThread().isInterrupted();
	}

	private boolean isClosed() {
		return this.circuit.getState() == State.CLOSED;
	}

	private void succeeded() {
		if (isClosed()) {
			this.circuit.onSuccess(0, TimeUnit.NANOSECONDS);
			if (this.failuresInARow.get() > 0) {
				this.failuresInARow.set(0);
			}
		}
	}

	private synchronized void failed(RuntimeException failure, Runnable trial) {
		if (!isClosed()) {
			// It was told by others who were waiting too
			return;
		}
		this.circuit.onError(0, TimeUnit.NANOSECONDS, failure);
		if (!isClosed() && this.failuresInARow.getAndIncrement() == 0) {
			this.circuit.transitionToHalfOpenState();
			tryAgain(trial);
		}
	}

	private void tryAgain(Runnable trial) {
		this.latestTrial = trial;
		if (!this.circuit.tryAcquirePermission()) {
			return;
		}
		try {
			this.trials.execute(() -> run(trial));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The machine may have a thread for the next
			this.circuit.releasePermission();
		}
	}

	private void run(Runnable trial) {
		try {
			this.longestTrial.call(() -> {
				trial.run();
				return true;
			});
			answers();
		}
		catch (RuntimeException | LinkageError ex) {
			if (isInterrupted()) {
				// The application stops
				this.circuit.releasePermission();
			}
			else {
				isAway(ex);
			}
		}
	}

	private synchronized void answers() {
		this.latestTrial = null;
		this.circuit.onSuccess(0, TimeUnit.NANOSECONDS);
		if (this.warned) {
			this.warned = false;
			logger.info("'%s' answers again".formatted(this.name));
		}
	}

	private synchronized void isAway(Throwable failure) {
		this.circuit.onError(0, TimeUnit.NANOSECONDS, failure);
		this.failuresInARow.incrementAndGet();
		if (!this.warned && isNews()) {
			this.warned = true;
			logger.warn("'%s' does not answer (%s), so the cache goes on without it until it does".formatted(this.name,
					failure.getClass().getSimpleName()));
		}
	}

	// One that opens and closes all the time has been told of
	private boolean isNews() {
		Instant now = this.clock.instant();
		boolean isNews = !now.isBefore(this.quietUntil);
		this.quietUntil = isNews ? now.plus(QUIET) : this.quietUntil;
		return isNews;
	}

	/**
	 * Refuses what is of no use while calls are refused, and has it tried out if that is
	 * due.
	 * @throws BreakerOpenException if the breaker is open
	 */
	void requireClosed() {
		if (isOpen()) {
			throw new BreakerOpenException(this.name);
		}
	}

	private boolean isOpen() {
		Runnable trial = this.latestTrial;
		if (trial != null && !isClosed()) {
			tryAgain(trial);
		}
		return !isClosed();
	}

	/**
	 * Tells whether it is open, and has it tried out if that is due.
	 * @return a report
	 */
	BreakerReport report() {
		return new BreakerReport(this.name, this.backend, isOpen());
	}

}
