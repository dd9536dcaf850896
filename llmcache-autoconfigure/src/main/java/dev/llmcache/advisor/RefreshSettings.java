package dev.llmcache.advisor;

import java.time.Duration;

/**
 * Limits of what is fetched anew in the background, on one instance.
 *
 * @param maxConcurrent how many answers at a time, at least 1
 * @param drainTimeout how long those under way may take when the application stops
 */
public record RefreshSettings(int maxConcurrent, Duration drainTimeout) {

	/** Eight at a time, and two seconds. */
	public static final RefreshSettings STANDARD = new RefreshSettings(8, Duration.ofSeconds(2));

}
