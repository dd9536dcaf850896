package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A call that ended lately, without any text of it.
 *
 * @param at when it ended
 * @param policy name of its policy
 * @param result how it ended
 * @param reason why it was no hit, or null for a hit
 * @param similarity cosine similarity of the nearest question, or null when there was
 * none or nobody looked
 * @param fingerprint first digits of the fingerprint of scope and question, or null when
 * the cache stayed out of the call
 * @param took how long it took
 */
public record RecentCall(Instant at, String policy, CallResult result, @Nullable String reason,
		@Nullable Double similarity, @Nullable String fingerprint, Duration took) {

}
