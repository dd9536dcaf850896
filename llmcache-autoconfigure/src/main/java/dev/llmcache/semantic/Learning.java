package dev.llmcache.semantic;

import java.util.Optional;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.semantic.Verdict.Accepted;
import dev.llmcache.semantic.Verdict.Rejected;
import dev.llmcache.semantic.calibration.Calibrator;
import dev.llmcache.semantic.calibration.Score;
import dev.llmcache.store.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the model's answers whether what is stored nearby would have been right.
 * <p>
 * Thread-safe; for threads that nobody waits for.
 */
final class Learning {

	private final Decisions decisions;

	private final Calibrators calibrators;

	private final AnswerJudge judge;

	Learning(Decisions decisions, Calibrators calibrators, AnswerJudge judge) {
		this.decisions = decisions;
		this.calibrators = calibrators;
		this.judge = judge;
	}

	/**
	 * Considers an answer of the model.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param nearby what is stored near to its question, itself left out
	 * @param answer what the model has answered
	 * @param space of the embedding model
	 */
	void consider(CacheQuery query, Plan plan, Neighbourhood nearby, Answered answer, EmbeddingSpace space) {
		if (!(plan.acceptance() instanceof Adaptive adaptive)) {
			return;
		}
		Calibrator calibrator = this.calibrators.of(plan, adaptive);
		calibrator.catchUp();
		Verdict verdict = this.decisions.of(plan, () -> space).decide(query.question(), nearby.candidates());
		Accepted nearest = nearest(verdict);
		if (nearest == null) {
			return;
		}
		double score = Score.of(nearest.similarity());
		// What would have been served is only here since it was drawn to be audited
		if (verdict instanceof Accepted || calibrator.observes(score)) {
			compare(query, nearby.entries().get(nearest.index()), answer, space)
				.ifPresent((right) -> calibrator.observe(new Observation(score, right)));
		}
	}

	private Optional<Boolean> compare(CacheQuery query, SemanticEntry stored, Answered answer, EmbeddingSpace space) {
		if (stored.signature().isSame(answer.signature())) {
			return Optional.of(true);
		}
		CachedAnswer cached = stored.readAnswer();
		if (cached == null) {
			return Optional.empty();
		}
		return this.judge.saysTheSame(query.question(), AnswerSignature.text(cached), answer.text())
			.or(() -> this.decisions.agreement(space).of(stored.signature(), answer.signature()));
	}

	private static @Nullable Accepted nearest(Verdict verdict) {
		return switch (verdict) {
			case Accepted accepted -> accepted;
			case Rejected rejected -> rejected.nearest();
		};
	}

	/**
	 * What the model has answered.
	 *
	 * @param text the text
	 * @param signature its signature
	 */
	record Answered(String text, AnswerSignature signature) {

		@Override
		public String toString() {
			return "Answered[]";
		}

	}

}
