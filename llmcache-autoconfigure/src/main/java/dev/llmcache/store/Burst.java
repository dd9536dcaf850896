package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells the first of many events, so that a log gets one line and not one for each.
 * <p>
 * Thread-safe.
 */
final class Burst {

	private final Duration length;

	private final InstantSource clock;

	private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MIN);

	Burst(Duration length, InstantSource clock) {
		this.length = length;
		this.clock = clock;
	}

	/**
	 * Called for every event.
	 * @return whether it is the first, or the length has passed since the last first one
	 */
	boolean begins() {
		Instant now = this.clock.instant();
		Instant last = this.end.get();
		return !now.isBefore(last) && this.end.compareAndSet(last, now.plus(this.length));
	}

}
