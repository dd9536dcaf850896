package dev.llmcache.freshness;

import java.time.Duration;

/**
 * How far an instance relies on generations that it read before.
 *
 * @param strict whether not at all
 * @param maxLag for how long otherwise
 * @param serveFor for how long if the store of generations does not answer
 * @param lifetime how long the generations of an invalidation are kept; when one is lost,
 * so are the answers that bear its mark
 */
public record Freshness(boolean strict, Duration maxLag, Duration serveFor, Duration lifetime) {

	/** A second, half a minute without the store, and a week. */
	public static final Freshness STANDARD = new Freshness(false, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofDays(7));

	/**
	 * Half of the time for which an instance relies on what it read.
	 * @return the time
	 */
	Duration halfLag() {
		// Duration divides by way of BigDecimal
		return Duration.ofMillis(this.maxLag.toMillis() / 2);
	}

}
