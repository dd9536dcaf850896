package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells what another source told last, and has it asked anew in the background when that
 * has grown old, so that nobody who collects figures waits.
 * <p>
 * Thread-safe; never waits or throws. The first reading tells nothing yet.
 */
public final class LatestEdgeStats implements EdgeStats {

	private static final Log logger = LogFactory.getLog(LatestEdgeStats.class);

	private static final Duration FRESH = Duration.ofSeconds(15);

	private final EdgeStats source;

	private final InstantSource clock;

	private final Executor executor;

	private final AtomicBoolean asking = new AtomicBoolean();

	private volatile Optional<EdgeTraffic> latest = Optional.empty();

	private volatile @Nullable Instant asked;

	/**
	 * Remembers a source.
	 * @param source the source, which may wait
	 * @param clock tells when a reading has grown old
	 * @param executor asks the source
	 */
	public LatestEdgeStats(EdgeStats source, InstantSource clock, Executor executor) {
		this.source = source;
		this.clock = clock;
		this.executor = executor;
	}

	@Override
	public Optional<EdgeTraffic> read() {
		Instant last = this.asked;
		Instant now = this.clock.instant();
		if ((last == null || !now.isBefore(last.plus(FRESH))) && this.asking.compareAndSet(false, true)) {
			this.asked = now;
			start();
		}
		return this.latest;
	}

	private void start() {
		try {
			this.executor.execute(this::ask);
		}
		catch (RejectedExecutionException ex) {
			this.asking.set(false);
		}
	}

	private void ask() {
		try {
			this.latest = this.source.read();
		}
		// An application's source may do anything
		catch (RuntimeException | LinkageError ex) {
			this.latest = Optional.empty();
			logger.debug("What caches in front have served is not known: " + ex.getClass().getName());
		}
		finally {
			this.asking.set(false);
		}
	}

}
