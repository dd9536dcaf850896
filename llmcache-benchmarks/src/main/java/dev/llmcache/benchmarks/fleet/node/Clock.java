package dev.llmcache.benchmarks.fleet.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock that all processes of a machine have in common.
 */
public final class Clock {

	private Clock() {
	}

	/**
	 * Reads the clock.
	 * @return microseconds since the epoch
	 */
	public static long micros() {
		return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
	}

}
