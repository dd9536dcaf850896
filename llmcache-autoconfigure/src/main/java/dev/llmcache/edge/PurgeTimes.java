package dev.llmcache.edge;

import java.time.Duration;

/**
 * How long something took.
 *
 * @param count how often it happened
 * @param time how long it took together
 */
public record PurgeTimes(long count, Duration time) {

	static final PurgeTimes NONE = new PurgeTimes(0, Duration.ZERO);

	PurgeTimes plus(PurgeTimes other) {
		return new PurgeTimes(this.count + other.count, this.time.plus(other.time));
	}

}
