package dev.llmcache.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Part of a system text that changes from call to call, such as the time of day.
 *
 * @param pattern what it looks like
 * @param counts how it counts for the scope
 * @param bucket with {@link Counts#BUCKET}, how long answers are shared; buckets begin at
 * multiples of it since 1970 in UTC
 */
public record VolatileText(Pattern pattern, Counts counts, Duration bucket) {

	/**
	 * How a part of a text counts for the scope.
	 */
	public enum Counts {

		/** As it is, like the rest of the text. */
		SCOPE,

		/** As the time of the call, in buckets. */
		BUCKET,

		/** Not at all. */
		IGNORE

	}

	String normalize(String text, long epochMillis) {
		return switch (this.counts) {
			case SCOPE -> text;
			case BUCKET -> replace(text, "{%s}".formatted(Math.floorDiv(epochMillis, this.bucket.toMillis())));
			case IGNORE -> replace(text, "{}");
		};
	}

	private String replace(String text, String replacement) {
		return this.pattern.matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
	}

}
