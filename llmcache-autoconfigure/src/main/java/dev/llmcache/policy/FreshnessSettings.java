package dev.llmcache.policy;

import java.time.Duration;
import java.util.Set;

/**
 * Until when a policy's answers are right, and what becomes of them after.
 * <p>
 * Its text form says nothing of the tags.
 *
 * @param version of whatever its answers depend on and the cache cannot see
 * @param tags what its answers can be invalidated by
 * @param jitter by which part of its time to live an answer may be fresh for a shorter
 * time, from 0 to less than 1
 * @param staleFor how long an answer may be served after it was fresh, while a new one is
 * being fetched
 * @param staleIfError how long an answer may be served after it was fresh, when the model
 * fails
 * @param earlyRefresh whether an answer that is asked for often is fetched anew shortly
 * before it expires
 * @param refreshesPerMinute how many answers each instance fetches anew in a minute at
 * the most
 */
public record FreshnessSettings(String version, Set<String> tags, double jitter, Duration staleFor,
		Duration staleIfError, boolean earlyRefresh, int refreshesPerMinute) {

	/** Answers that are fresh until they expire. */
	public static final FreshnessSettings NEVER_STALE = new FreshnessSettings("", Set.of(), 0, Duration.ZERO,
			Duration.ZERO, true, 60);

	public FreshnessSettings {
		tags = Set.copyOf(tags);
	}

	@Override
	public String toString() {
		return "FreshnessSettings[version=%s, jitter=%s, staleFor=%s, staleIfError=%s]".formatted(this.version,
				this.jitter, this.staleFor, this.staleIfError);
	}

}
