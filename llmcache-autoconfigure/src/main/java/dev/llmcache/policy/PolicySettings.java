package dev.llmcache.policy;

import java.time.Duration;

/**
 * Settings of one policy.
 *
 * @param name its name
 * @param ttl how long an answer may be served
 * @param exact whether the same question may be answered
 * @param semantic whether a question of the same meaning may be answered
 * @param threshold cosine similarity from which on two questions may mean the same
 * @param maxQuestionLength characters that a question may have
 */
public record PolicySettings(String name, Duration ttl, boolean exact, boolean semantic, double threshold,
		int maxQuestionLength) {

}
