package dev.llmcache.conformance;

import java.util.List;
import java.util.function.Function;

import dev.llmcache.Acceptance;
import dev.llmcache.embedding.UnitVector;
import dev.llmcache.semantic.AnswerSignature;
import dev.llmcache.semantic.Candidate;
import dev.llmcache.semantic.EmbeddingSpace;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.semantic.Verdict;
import dev.llmcache.semantic.guard.Guards;

/**
 * Asks the decision of the semantic layer about two questions, where one is all that is
 * stored.
 */
final class PairJudge {

	private static final AnswerSignature ANY = AnswerSignature.of("", null);

	private final SemanticDecision decision;

	PairJudge(Acceptance acceptance, Function<String, float[]> embedder) {
		this.decision = switch (acceptance) {
			case Acceptance.Threshold threshold -> SemanticDecision.of(threshold, Guards.standard());
			case Acceptance.Preset preset -> SemanticDecision.of(preset, Guards.standard(),
					EmbeddingSpace.of((text) -> UnitVector.of(embedder.apply(text))));
			case Acceptance.Adaptive adaptive ->
				throw new IllegalArgumentException("What is learned from traffic cannot be judged by pairs");
		};
	}

	static boolean isMatchable(String question) {
		return SemanticDecision.isMatchable(question);
	}

	/**
	 * Decides whether the stored question's answer would be served.
	 * @param stored the question that is stored
	 * @param asked the question that is asked
	 * @param cosine cosine similarity of both, or NaN where one has no vector
	 * @return a hit, or why there is none
	 */
	Judgement judge(String stored, String asked, double cosine) {
		return switch (this.decision.decide(asked, List.of(new Candidate(stored, cosine, ANY)))) {
			case Verdict.Accepted accepted -> new Judgement(cosine, true, "accepted");
			case Verdict.Rejected rejected -> new Judgement(cosine, false, rejected.reason());
		};
	}

	/**
	 * What was decided.
	 *
	 * @param cosine cosine similarity of both questions
	 * @param accepted whether the stored answer would be served
	 * @param reason the decision's word for it
	 */
	record Judgement(double cosine, boolean accepted, String reason) {

	}

}
