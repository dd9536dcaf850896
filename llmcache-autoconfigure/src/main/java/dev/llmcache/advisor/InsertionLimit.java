package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Mark;

/**
 * Bounds how many answers each tenant or user leaves behind on this instance: a minute's
 * worth at once, and as many again as time passes, by the generic cell rate algorithm of
 * ITU-T I.371.
 * <p>
 * Thread-safe. Remembers the writers of late, at most {@value #REMEMBERED}.
 */
final class InsertionLimit {

	private static final int REMEMBERED = 10_000;

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	private final long interval;

	private final InstantSource clock;

	/** Until when what a writer has left behind takes up its rate. */
	private final Cache<Mark, Long> busyUntil = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.executor(Runnable::run)
		.build();

	/**
	 * Creates the limit.
	 * @param perMinute how many answers, or 0 for any number
	 * @param clock tells the time
	 */
	InsertionLimit(int perMinute, InstantSource clock) {
		this.interval = (perMinute > 0) ? MINUTE / perMinute : 0;
		this.clock = clock;
	}

	/**
	 * Counts an answer, if there is one left.
	 * @param writer whose answer
	 * @return whether it may be stored
	 */
	boolean admits(Mark writer) {
		if (this.interval == 0) {
			return true;
		}
		long now = ChronoUnit.NANOS.between(Instant.EPOCH, this.clock.instant());
		AtomicBoolean admitted = new AtomicBoolean();
		this.busyUntil.asMap().compute(writer, (same, before) -> {
			long until = Math.max((before != null) ? before : now, now);
			admitted.set(until + this.interval <= now + MINUTE);
			return admitted.get() ? until + this.interval : until;
		});
		return admitted.get();
	}

}
