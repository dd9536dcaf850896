package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many more answers of each policy may be fetched anew in this minute.
 * <p>
 * Thread-safe.
 */
final class RefreshBudget {

	private static final Duration PERIOD = Duration.ofMinutes(1);

	private final Map<String, Integer> taken = new HashMap<>();

	private final InstantSource clock;

	private Instant end = Instant.MIN;

	RefreshBudget(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Takes one from a budget.
	 * @param policy name of the policy
	 * @param perMinute its budget
	 * @return whether there was one left
	 */
	synchronized boolean take(String policy, int perMinute) {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.end)) {
			this.taken.clear();
			this.end = now.plus(PERIOD);
		}
		if (this.taken.getOrDefault(policy, 0) >= perMinute) {
			return false;
		}
		this.taken.merge(policy, 1, Integer::sum);
		return true;
	}

}
