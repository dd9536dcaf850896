package dev.llmcache.prefix;

import java.time.Duration;

/**
 * When the heads of an endpoint's prompts count as drifting.
 *
 * @param maxHeads different heads that an endpoint may have within the window
 * @param window for how long heads are counted, and how often a warning is due at the
 * most
 */
public record DriftSettings(int maxHeads, Duration window) {

	/** Eight within an hour. */
	public static final DriftSettings STANDARD = new DriftSettings(8, Duration.ofHours(1));

}
