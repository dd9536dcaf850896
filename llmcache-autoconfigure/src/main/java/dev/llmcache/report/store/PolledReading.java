package dev.llmcache.report.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a server, which is asked in the background, and only while somebody wants to
 * know them: ten seconds after it was asked last at the earliest, and for a hundredth of
 * the time at the most.
 * <p>
 * Thread-safe. Throws nothing. Whoever comes when it is time to ask waits a tenth of a
 * second at the most; everybody else is told at once what is known.
 *
 * @param <T> the figures
 */
public final class PolledReading<T> {

	private static final Log logger = LogFactory.getLog(PolledReading.class);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final int RESTS_PER_READING = 100;

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final Supplier<T> reading;

	private final InstantSource clock;

	private final AtomicBoolean underWay = new AtomicBoolean();

	private volatile Instant asked = Instant.EPOCH;

	private volatile Duration rest = Duration.ZERO;

	private volatile Known<T> known = new Known<>(null, true);

	/**
	 * Creates a reading that was not done yet.
	 * @param reading asks the server, within its deadline; may throw
	 * @param clock tells when it is time to ask again
	 */
	public PolledReading(Supplier<T> reading, InstantSource clock) {
		this.reading = reading;
		this.clock = clock;
	}

	/**
	 * Tells what is known, and has the server asked if it is time.
	 * @return the latest figures
	 */
	public Known<T> latest() {
		if (isTime() && this.underWay.compareAndSet(false, true)) {
			join(Thread.ofVirtual().name("llmcache-figures").start(this::read));
		}
		return this.known;
	}

	// A clock that is set back must not hold it up until it has caught up
	private boolean isTime() {
		Instant now = this.clock.instant();
		Instant last = this.asked;
		return now.isBefore(last) || Duration.between(last, now).compareTo(this.rest) >= 0;
	}

	private static void join(Thread thread) {
		try {
			thread.join(PATIENCE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void read() {
		long start = System.nanoTime();
		this.rest = INTERVAL;
		try {
			this.known = new Known<>(this.reading.get(), true);
			Duration longer = Duration.ofNanos(System.nanoTime() - start).multipliedBy(RESTS_PER_READING);
			this.rest = (longer.compareTo(INTERVAL) > 0) ? longer : INTERVAL;
		}
		catch (RuntimeException | LinkageError ex) {
			this.known = new Known<>(this.known.figures(), false);
			logger.debug("The figures of a store could not be read: " + ex.getClass().getName());
		}
		finally {
			this.asked = this.clock.instant();
			this.underWay.set(false);
		}
	}

	/**
	 * What is known of a server.
	 *
	 * @param <T> the figures
	 * @param figures the last that it told, or null as long as there are none
	 * @param available false if it did not answer when it was asked last
	 */
	public record Known<T>(@Nullable T figures, boolean available) {

		/**
		 * One of the figures.
		 * @param <N> its type
		 * @param figure takes it from all of them
		 * @return the figure, or null if it is unknown
		 */
		public <N> @Nullable N get(Function<T, @Nullable N> figure) {
			return (this.figures != null) ? figure.apply(this.figures) : null;
		}

	}

}
