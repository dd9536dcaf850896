package dev.llmcache.policy;

import java.time.Duration;

/**
 * What becomes of calls that ask for the same at the same time.
 *
 * @param shared whether one of them asks the model for all
 * @param maxWait how long the others wait for it before they ask the model themselves
 */
public record FlightSettings(boolean shared, Duration maxWait) {

	/** One asks for all. */
	public static final FlightSettings SHARED = new FlightSettings(true, Duration.ofSeconds(30));

}
