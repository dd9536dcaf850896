package dev.llmcache.test;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.SemanticSettings;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.ObservationStore;

/**
 * What decides about questions of the same meaning, in tests.
 */
public final class TestSemantics {

	private TestSemantics() {
	}

	/** All guards, and answers that are compared by their text. */
	public static SemanticSettings settings() {
		return settings(AnswerJudge.NONE, AnswerVerifier.NONE);
	}

	public static SemanticSettings settings(AnswerJudge judge, AnswerVerifier verifier) {
		return settings(judge, verifier, new InMemoryObservationStore(), InstantSource.system());
	}

	public static SemanticSettings settings(AnswerJudge judge, AnswerVerifier verifier, ObservationStore observations,
			InstantSource clock) {
		Marks marks = (invalidation) -> List.of(new Mark(invalidation.hashCode(), 1));
		return new SemanticSettings(Guards.standard(), new Calibrators(marks, observations, clock, new Random(1)),
				new PolicyPrecisions(marks, observations, clock), judge, verifier, false, new Random(1));
	}

}
