package dev.llmcache.semantic;

import java.util.List;
import java.util.random.RandomGenerator;

import dev.llmcache.semantic.guard.Guard;

/**
 * What decides about questions of the same meaning.
 *
 * @param guards what may veto a stored question, asked in this order
 * @param calibrators what was learned for each policy and owner
 * @param precisions how many of each policy's answers are right
 * @param judge compares answers to learn from
 * @param verifier has the last word on an answer
 * @param answerVectors whether answers are embedded when they are stored, to tell whether
 * two of them say the same
 * @param random draws what is audited
 */
public record SemanticSettings(List<Guard> guards, Calibrators calibrators, PolicyPrecisions precisions,
		AnswerJudge judge, AnswerVerifier verifier, boolean answerVectors, RandomGenerator random) {

	public SemanticSettings {
		guards = List.copyOf(guards);
	}

}
