package dev.llmcache.benchmarks.faults;

import java.time.Duration;

import dev.llmcache.benchmarks.fleet.node.Clock;

/**
 * When a fault happened and was over, in microseconds since the epoch.
 *
 * @param begun when it began
 * @param broken when it had taken hold
 * @param mending when it began to be mended
 * @param mended when what had failed would answer again
 * @param recovered when the cache served again what another instance had stored, or 0 if
 * it did not
 */
record Course(long begun, long broken, long mending, long mended, long recovered) {

	private static final Duration HEALTHY = Duration.ofSeconds(12);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration AFTER = Duration.ofSeconds(1);

	/**
	 * Has a fault happen, amid calls that have begun.
	 * @param fault the fault
	 * @param lasting how long it lasts
	 * @param probe tells when all is well
	 * @return when it did
	 */
	static Course of(Fault fault, Duration lasting, Probe probe) {
		long start = Clock.micros();
		Pauses.pause(HEALTHY);
		if (awaitSign(probe, start) == 0) {
			throw new IllegalStateException("The cache does not serve, although nothing fails yet");
		}
		long begun = Clock.micros();
		fault.begin().run();
		long broken = Clock.micros();
		Pauses.pause(lasting);
		long mending = Clock.micros();
		fault.end().run();
		long mended = Clock.micros();
		long recovered = awaitSign(probe, mended);
		Pauses.pause(AFTER);
		return new Course(begun, broken, mending, mended, recovered);
	}

	private static long awaitSign(Probe probe, long after) {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (probe.signAfter(after) == 0 && System.nanoTime() < until) {
			Pauses.pause(Duration.ofMillis(20));
		}
		return probe.signAfter(after);
	}

	/**
	 * While something failed.
	 */
	Period fault() {
		return new Period(this.begun, this.mended);
	}

	/**
	 * How long it took to recover.
	 * @return seconds; as long as was waited if it did not
	 */
	double recoverySeconds() {
		return (this.recovered > 0) ? (this.recovered - this.mended) / 1e6 : PATIENCE.toSeconds();
	}

}
