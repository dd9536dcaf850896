package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that has passed by a clock that may be set back.
 */
final class Elapsed {

	private Elapsed() {
	}

	/**
	 * Time from a moment until now.
	 * @param start the moment
	 * @param clock tells what is now
	 * @return the time, never negative
	 */
	static Duration since(Instant start, InstantSource clock) {
		Duration time = Duration.between(start, clock.instant());
		return time.isNegative() ? Duration.ZERO : time;
	}

}
