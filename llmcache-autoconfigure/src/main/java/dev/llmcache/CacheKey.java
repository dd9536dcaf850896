package dev.llmcache;

/**
 * Place of an answer: the fingerprint of the scope that it belongs to and the one of
 * scope and question together.
 *
 * @param scope everything but the question that can change the answer
 * @param entry the scope and the question
 */
public record CacheKey(Fingerprint scope, Fingerprint entry) {

}
