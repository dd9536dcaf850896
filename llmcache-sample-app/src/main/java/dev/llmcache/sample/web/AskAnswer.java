package dev.llmcache.sample.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

import dev.llmcache.CacheOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code POST /api/ask}.
 *
 * @param answer the text of the answer
 * @param cache where it came from, or {@code null} if no cache was asked
 */
record AskAnswer(String answer, @Nullable Cache cache) {

	/**
	 * Where an answer came from.
	 *
	 * @param status {@code hit}, {@code stale}, {@code miss} or {@code bypass}
	 * @param layer {@code exact} or {@code semantic} if it was stored
	 * @param similarity cosine similarity of the two questions, for a semantic hit
	 * @param ageMs milliseconds since it was stored
	 * @param savedMs milliseconds the model took for it
	 * @param savedUsd dollars the model took for it, or {@code null} if its price is not
	 * known
	 * @param reason why it was not taken from the cache
	 */
	record Cache(String status, @Nullable String layer, @Nullable Double similarity, @Nullable Long ageMs,
			@Nullable Long savedMs, @Nullable BigDecimal savedUsd, @Nullable String reason) {

		static @Nullable Cache of(@Nullable CacheOutcome outcome, @Nullable BigDecimal savedUsd) {
			if (outcome == null) {
				return null;
			}
			return new Cache(lower(outcome.status()), (outcome.layer() != null) ? lower(outcome.layer()) : null,
					outcome.similarity(), millis(outcome.age()), millis(outcome.savedTime()), savedUsd,
					outcome.reason());
		}

		private static String lower(Enum<?> value) {
			return value.name().toLowerCase(Locale.ROOT);
		}

		private static @Nullable Long millis(@Nullable Duration duration) {
			return (duration != null) ? duration.toMillis() : null;
		}

	}

}
