package dev.llmcache.benchmarks.faults;

import java.time.Duration;

/**
 * Waits.
 */
final class Pauses {

	private Pauses() {
	}

	static void pause(Duration time) {
		try {
			Thread.sleep(time);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
