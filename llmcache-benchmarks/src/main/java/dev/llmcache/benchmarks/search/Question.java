package dev.llmcache.benchmarks.search;

import dev.llmcache.Fingerprint;

/**
 * Question that is asked in a scope.
 *
 * @param scope the scope
 * @param vector of the question
 */
public record Question(Fingerprint scope, float[] vector) {

}
