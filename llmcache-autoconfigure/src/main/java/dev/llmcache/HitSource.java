package dev.llmcache;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer that is served comes from, so that a verdict on it can find its way
 * back.
 */
public sealed interface HitSource {

	/**
	 * It answers the same question.
	 *
	 * @param key its place
	 * @param storedAt when it was stored, to the millisecond
	 */
	record SameQuestion(CacheKey key, Instant storedAt) implements HitSource {

	}

	/**
	 * It answers another question.
	 *
	 * @param score how near the questions are: the logit of the probability that they
	 * mean the same, as it was before anything was learned
	 * @param entry place of the other question
	 * @param storedAt when it was stored, to the millisecond
	 * @param precision what verdicts on the policy's answers are kept under
	 * @param calibration what verdicts are kept under that acceptance is learned from, or
	 * null where it is not learned
	 */
	record OtherQuestion(double score, Fingerprint entry, Instant storedAt, Fingerprint precision,
			@Nullable Fingerprint calibration) implements HitSource {

	}

}
