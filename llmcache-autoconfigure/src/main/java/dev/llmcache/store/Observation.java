package dev.llmcache.store;

/**
 * Verdict on whether a stored answer was right for a question.
 *
 * @param score how near the questions are: the logit of the probability that they mean
 * the same, as it was before anything was learned
 * @param right whether the answer was
 */
public record Observation(double score, boolean right) {

}
