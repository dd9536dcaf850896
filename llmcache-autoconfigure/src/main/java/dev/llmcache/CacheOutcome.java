package dev.llmcache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the cache did for a call, as its caller finds it in the response's context, and in
 * plain values in the metadata of the {@code ChatResponse}.
 *
 * @param status what it did
 * @param fingerprint first digits of the fingerprint of scope and question, unless the
 * cache stayed out of the call
 * @param layer the layer that answered, on a hit
 * @param similarity cosine similarity of the stored question to the one asked, on a hit;
 * on a miss, that of the nearest question whose answer was not served, if there is one
 * @param age how long ago the answer was stored, on a hit
 * @param savedTime how much longer the model took for the answer, on a hit
 * @param answerId id of the answer, on a hit: by it the answer can be reported as wrong
 * or right, see {@link LlmCache#reject}; null where that is not possible
 * @param reason why there was no hit, otherwise
 */
public record CacheOutcome(Status status, @Nullable String fingerprint, @Nullable Layer layer,
		@Nullable Double similarity, @Nullable Duration age, @Nullable Duration savedTime, @Nullable String answerId,
		@Nullable String reason) {

	/** Name of the outcome in the context of a response. */
	public static final String CONTEXT_KEY = "llmcache.outcome";

	/**
	 * Name in the metadata: {@code hit}, {@code stale}, {@code coalesced}, {@code miss}
	 * or {@code bypass}.
	 */
	public static final String STATUS = "llmcache.status";

	/** Name in the metadata, except on a by-pass: first digits of the fingerprint. */
	public static final String FINGERPRINT = "llmcache.fingerprint";

	/** Name in the metadata, on a hit: {@code exact} or {@code semantic}. */
	public static final String LAYER = "llmcache.layer";

	/**
	 * Name in the metadata, on a hit or near miss: the cosine similarity, a
	 * {@code Double}.
	 */
	public static final String SIMILARITY = "llmcache.similarity";

	/** Name in the metadata, on a hit: the age in milliseconds, a {@code Long}. */
	public static final String AGE_MS = "llmcache.age-ms";

	/** Name in the metadata, on a hit: the id by which it can be reported. */
	public static final String ANSWER_ID = "llmcache.answer-id";

	/** Name in the metadata, except on a hit: a word for why there was none. */
	public static final String REASON = "llmcache.reason";

	/**
	 * What the cache did.
	 */
	public enum Status {

		/** It answered. */
		HIT,

		/** It answered with an answer that had grown old. */
		STALE,

		/** The model answered another call that asked for the same at the same time. */
		COALESCED,

		/** The model answered, since nothing stored would do. */
		MISS,

		/** The model answered, and the cache stayed out of it. */
		BYPASS;

		private final String code = name().toLowerCase(Locale.ROOT);

		/**
		 * Name in metadata and observations.
		 * @return the name in lower case
		 */
		public String code() {
			return this.code;
		}

	}

	/**
	 * Outcome of a hit.
	 * @param hit the hit
	 * @param fingerprint first digits of the fingerprint
	 * @param took how long the lookup took
	 * @param ids names the answer
	 * @return the outcome
	 */
	public static CacheOutcome hit(Lookup.Hit hit, String fingerprint, Duration took, AnswerIds ids) {
		Duration saved = hit.answer().modelTime().minus(took);
		return new CacheOutcome(hit.isFresh() ? Status.HIT : Status.STALE, fingerprint, hit.layer(), hit.similarity(),
				hit.age(), saved.isNegative() ? Duration.ZERO : saved,
				(hit.source() != null) ? ids.idOf(hit.source()) : null, null);
	}

	/**
	 * Outcome of a call that was given the answer to another one.
	 * @param fingerprint first digits of the fingerprint
	 * @return the outcome
	 */
	public static CacheOutcome coalesced(String fingerprint) {
		return new CacheOutcome(Status.COALESCED, fingerprint, null, null, null, null, null, null);
	}

	public static CacheOutcome miss(Lookup.Miss miss, @Nullable String fingerprint) {
		return new CacheOutcome(Status.MISS, fingerprint, null, miss.similarity(), null, null, null, miss.reason());
	}

	public static CacheOutcome bypass(BypassReason reason) {
		return new CacheOutcome(Status.BYPASS, null, null, null, null, null, null, reason.code());
	}

	/**
	 * Reads the outcome of a call.
	 * @param responseContext {@code ChatClientResponse.context()}
	 * @return the outcome, or null when no cache saw the call
	 */
	public static @Nullable CacheOutcome from(Map<String, ? extends @Nullable Object> responseContext) {
		return (responseContext.get(CONTEXT_KEY) instanceof CacheOutcome outcome) ? outcome : null;
	}

	/**
	 * The outcome in plain values, under the names above.
	 * @return strings and numbers only; what does not apply is left out
	 */
	public Map<String, Object> metadata() {
		Map<String, Object> values = new LinkedHashMap<>();
		put(values, STATUS, this.status.code());
		put(values, FINGERPRINT, this.fingerprint);
		put(values, LAYER, (this.layer != null) ? this.layer.code() : null);
		put(values, SIMILARITY, this.similarity);
		put(values, AGE_MS, (this.age != null) ? this.age.toMillis() : null);
		put(values, ANSWER_ID, this.answerId);
		put(values, REASON, this.reason);
		return Collections.unmodifiableMap(values);
	}

	private static void put(Map<String, Object> values, String name, @Nullable Object value) {
		if (value != null) {
			values.put(name, value);
		}
	}

}
