package dev.llmcache.benchmarks.fleet;

import java.time.Duration;

/**
 * How the model answers a call.
 *
 * @param time how long it takes for the whole answer
 * @param pieces how many pieces a streamed answer comes in
 * @param fails whether it fails instead, after that time
 */
record Pace(Duration time, int pieces, boolean fails) {

	static Pace of(Duration time) {
		return new Pace(time, 20, false);
	}

}
