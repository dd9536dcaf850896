package dev.llmcache;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the cache did for a call, as its caller finds it in the response's context.
 *
 * @param status what it did
 * @param fingerprint first digits of the fingerprint of scope and question, unless the
 * cache stayed out of the call
 * @param layer the layer that answered, on a hit
 * @param similarity cosine similarity of the stored question to the one asked, on a hit
 * @param age how long ago the answer was stored, on a hit
 * @param savedTime how much longer the model took for the answer, on a hit
 * @param reason why there was no hit, otherwise
 */
public record CacheOutcome(Status status, @Nullable String fingerprint, @Nullable Layer layer,
		@Nullable Double similarity, @Nullable Duration age, @Nullable Duration savedTime, @Nullable String reason) {

	/** Name of the outcome in the context of a response. */
	public static final String CONTEXT_KEY = "llmcache.outcome";

	/**
	 * What the cache did.
	 */
	public enum Status {

		/** It answered. */
		HIT,

		/** It answered with an answer that had grown old. */
		STALE,

		/** The model answered, since nothing stored would do. */
		MISS,

		/** The model answered, and the cache stayed out of it. */
		BYPASS

	}

	/**
	 * Outcome of a hit.
	 * @param hit the hit
	 * @param fingerprint first digits of the fingerprint
	 * @param took how long the lookup took
	 * @return the outcome
	 */
	public static CacheOutcome hit(Lookup.Hit hit, String fingerprint, Duration took) {
		Duration saved = hit.answer().modelTime().minus(took);
		return new CacheOutcome(Status.HIT, fingerprint, hit.layer(), hit.similarity(), hit.age(),
				saved.isNegative() ? Duration.ZERO : saved, null);
	}

	public static CacheOutcome miss(Lookup.Miss miss, String fingerprint) {
		return new CacheOutcome(Status.MISS, fingerprint, null, null, null, null, miss.reason());
	}

	public static CacheOutcome bypass(BypassReason reason) {
		return new CacheOutcome(Status.BYPASS, null, null, null, null, null, reason.code());
	}

	/**
	 * Reads the outcome of a call.
	 * @param responseContext {@code ChatClientResponse.context()}
	 * @return the outcome, or null when no cache saw the call
	 */
	public static @Nullable CacheOutcome from(Map<String, ? extends @Nullable Object> responseContext) {
		return (responseContext.get(CONTEXT_KEY) instanceof CacheOutcome outcome) ? outcome : null;
	}

}
