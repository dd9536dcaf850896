package dev.llmcache.benchmarks.fleet.node;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call.
 *
 * @param text the answer, or null when there is none
 * @param status what the cache did, in lower case
 * @param startMicros when it was asked, in microseconds since the epoch
 * @param endMicros when it was answered
 * @param error what the caller caught, or null
 */
public record Reply(@Nullable String text, String status, long startMicros, long endMicros, @Nullable String error) {

	static Reply answered(String text, String status, long startMicros) {
		return new Reply(text, status, startMicros, Clock.micros(), null);
	}

	static Reply failed(Throwable failure, long startMicros) {
		return new Reply(null, "failed", startMicros, Clock.micros(), failure.toString());
	}

	static Reply unanswered(long startMicros) {
		return new Reply(null, "unanswered", startMicros, Clock.micros(), null);
	}

	/**
	 * Which of the model's answers it is.
	 * @return its serial number, or 0 when there is none
	 */
	public int serial() {
		return (this.text != null) ? AnswerText.serialOf(this.text) : 0;
	}

	public boolean isFromCache() {
		return "hit".equals(this.status) || "stale".equals(this.status);
	}

	/**
	 * How long the caller waited.
	 * @return the time in milliseconds
	 */
	public double millis() {
		return (this.endMicros - this.startMicros) / 1000.0;
	}

}
