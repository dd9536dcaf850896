package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how counts grew over the last day: every five seconds of the last hour, and
 * every five minutes before.
 * <p>
 * Thread-safe.
 */
public final class History implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(History.class);

	private static final Duration STEP = Duration.ofSeconds(5);

	/** A timer is never quite on time. */
	private static final Duration PUNCTUALITY = Duration.ofMillis(2500);

	private static final Duration LONG_STEP = Duration.ofMinutes(5);

	private static final int STEPS = 720;

	private static final int LONG_STEPS = 288;

	private final Supplier<HistoryPoint> now;

	private final Supplier<List<SampleListener>> listeners;

	private final PointRing recent;

	private final PointRing day;

	private final ScheduledExecutorService background = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("llmcache-history").factory());

	private volatile @Nullable Future<?> timer;

	/**
	 * Creates a history that begins now and has to be started.
	 * @param now the present counts
	 * @param listeners told after each sample
	 */
	public History(Supplier<HistoryPoint> now, Supplier<List<SampleListener>> listeners) {
		this.now = now;
		this.listeners = listeners;
		HistoryPoint start = now.get();
		this.recent = new PointRing(STEP, STEPS, start);
		this.day = new PointRing(LONG_STEP, LONG_STEPS, start);
	}

	/**
	 * Starts to remember, for the first time or again.
	 */
	public synchronized void start() {
		this.timer = this.background.scheduleAtFixedRate(this::trySample, STEP.toMillis(), STEP.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Whether it remembers.
	 * @return true once it is started, until it is paused
	 */
	public boolean isRunning() {
		return this.timer != null;
	}

	/**
	 * Remembers nothing until it is started again.
	 */
	public synchronized void pause() {
		Future<?> started = this.timer;
		if (started != null) {
			started.cancel(true);
		}
		this.timer = null;
	}

	// A timer that throws never runs again
	private void trySample() {
		try {
			sample();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The history has a gap: " + ex.getClass().getName());
		}
	}

	/** Takes the present counts down. */
	void sample() {
		HistoryPoint point = this.now.get();
		this.recent.add(point);
		this.day.add(point);
		this.listeners.get().forEach(History::tell);
	}

	private static void tell(SampleListener listener) {
		try {
			listener.sampled();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Somebody missed a sample: " + ex.getClass().getName());
		}
	}

	/**
	 * What happened in the last time.
	 * @param window how much of it, up to a day
	 * @return the differences between then, or the start, and now
	 */
	public HistoryPoint last(Duration window) {
		HistoryPoint point = this.now.get();
		Instant from = point.at().minus(window);
		return point.since(((window.toSeconds() <= STEP.toSeconds() * STEPS) ? this.recent : this.day).before(from));
	}

	/**
	 * What happened in the last hour.
	 * @return the series, the oldest first
	 */
	public Series recent() {
		return this.recent.series();
	}

	/**
	 * What happened in the last day.
	 * @return the series, the oldest first
	 */
	public Series day() {
		return this.day.series();
	}

	@Override
	public void close() {
		pause();
		this.background.shutdownNow();
	}

	/**
	 * What happened in each of some steps.
	 *
	 * @param step from one point to the next, about
	 * @param points what happened between each and the one before
	 */
	public record Series(Duration step, List<HistoryPoint> points) {

		public Series {
			points = List.copyOf(points);
		}

	}

	/**
	 * The last points, not nearer to each other than a step.
	 */
	private static final class PointRing {

		private final Duration step;

		private final int most;

		private final List<HistoryPoint> points = new ArrayList<>();

		PointRing(Duration step, int most, HistoryPoint start) {
			this.step = step;
			this.most = most;
			this.points.add(start);
		}

		synchronized void add(HistoryPoint point) {
			// A clock that was set back has not been there yet
			while (!this.points.isEmpty() && this.points.getLast().at().isAfter(point.at())) {
				this.points.removeLast();
			}
			if (this.points.isEmpty()) {
				this.points.add(point);
			}
			Instant due = this.points.getLast().at().plus(this.step).minus(PUNCTUALITY);
			if (!point.at().isBefore(due)) {
				this.points.add(point);
				if (this.points.size() > this.most + 1) {
					this.points.removeFirst();
				}
			}
		}

		/** The last point that is not after a moment, or the first. */
		synchronized HistoryPoint before(Instant moment) {
			HistoryPoint found = this.points.getFirst();
			for (HistoryPoint point : this.points) {
				if (point.at().isAfter(moment)) {
					break;
				}
				found = point;
			}
			return found;
		}

		synchronized Series series() {
			List<HistoryPoint> differences = new ArrayList<>();
			for (int i = 1; i < this.points.size(); i++) {
				differences.add(this.points.get(i).since(this.points.get(i - 1)));
			}
			return new Series(this.step, differences);
		}

	}

}
