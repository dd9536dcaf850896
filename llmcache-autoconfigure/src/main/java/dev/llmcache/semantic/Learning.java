package dev.llmcache.semantic;

import java.util.Optional;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Trial;
import dev.llmcache.semantic.Audits.Served;
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

	private final Comparison comparison;

	private final Calibrators calibrators;

	private final PolicyPrecisions precisions;

	private final AnswerVerifier verifier;

	Learning(Decisions decisions, Comparison comparison, SemanticSettings settings) {
		this.decisions = decisions;
		this.comparison = comparison;
		this.calibrators = settings.calibrators();
		this.precisions = settings.precisions();
		this.verifier = settings.verifier();
	}

	/**
	 * Learns from the answer to a call whether what is near to it would have been right.
	 * @param asked the call and its answer
	 * @param nearby what is stored near to its question, itself left out
	 * @param space of the embedding model
	 */
	void consider(Asked asked, Neighbourhood nearby, EmbeddingSpace space) {
		Calibrator calibrator = calibrator(asked.plan());
		Verdict verdict = decide(asked, nearby, space);
		Accepted nearest = nearest(verdict);
		if (calibrator == null || nearest == null) {
			return;
		}
		double score = Score.of(nearest.similarity());
		if (verdict instanceof Accepted || calibrator.observes(score)) {
			compare(asked, nearby.entries().get(nearest.index()))
				.ifPresent((right) -> calibrator.observe(new Observation(score, right)));
		}
	}

	/**
	 * Learns from the answer to a call whether what was served for it was right.
	 * @param asked the call and its answer
	 * @param nearby what is stored near to its question
	 * @param served what was served
	 */
	void audit(Asked asked, Neighbourhood nearby, Served served) {
		SemanticEntry entry = nearby.entry(served.entry());
		if (entry != null) {
			compare(asked, entry)
				.ifPresent((right) -> learn(asked.plan(), new Observation(served.score(), right), true));
		}
	}

	/**
	 * Finds out what would have been served for a call that was not looked up, and learns
	 * from it.
	 * @param asked the call and its answer
	 * @param nearby what was stored near to its question before the model was asked
	 * @param space of the embedding model
	 * @return what would have been
	 */
	Trial tryOut(Asked asked, Neighbourhood nearby, EmbeddingSpace space) {
		Verdict verdict = decide(asked, nearby, space);
		Accepted nearest = nearest(verdict);
		boolean isServed = verdict instanceof Accepted accepted && isVerified(asked, nearby, accepted);
		Calibrator calibrator = calibrator(asked.plan());
		if (calibrator != null && !isServed) {
			calibrator.missed();
		}
		if (nearest == null) {
			return Trial.nothing(Layer.SEMANTIC);
		}
		double score = Score.of(nearest.similarity());
		if (calibrator != null && isServed) {
			calibrator.served(score);
		}
		Optional<Boolean> right = compare(asked, nearby.entries().get(nearest.index()));
		right.ifPresent((isRight) -> learn(asked.plan(), new Observation(score, isRight), isServed));
		return new Trial(Layer.SEMANTIC, isServed, nearby.neighbours().get(nearest.index()).similarity(),
				right.orElse(null));
	}

	private Verdict decide(Asked asked, Neighbourhood nearby, EmbeddingSpace space) {
		return this.decisions.of(asked.plan(), () -> space).decide(asked.query().question(), nearby.candidates());
	}

	private @Nullable Calibrator calibrator(Plan plan) {
		return (plan.acceptance() instanceof Adaptive adaptive) ? this.calibrators.of(plan, adaptive) : null;
	}

	private boolean isVerified(Asked asked, Neighbourhood nearby, Accepted accepted) {
		SemanticEntry entry = nearby.entries().get(accepted.index());
		CachedAnswer answer = entry.readAnswer();
		return answer != null
				&& this.verifier.isAnswerTo(asked.query().question(), entry.question(), AnswerSignature.text(answer));
	}

	private Optional<Boolean> compare(Asked asked, SemanticEntry stored) {
		return this.comparison.saySame(asked.query(), stored, asked.answer(), asked.signature());
	}

	private void learn(Plan plan, Observation observation, boolean served) {
		try {
			Calibrator calibrator = calibrator(plan);
			if (calibrator != null) {
				calibrator.observe(observation);
			}
			if (served) {
				this.precisions.of(plan).observe(observation);
			}
		}
		catch (RuntimeException ex) {
			this.precisions.failed();
		}
	}

	private static @Nullable Accepted nearest(Verdict verdict) {
		return switch (verdict) {
			case Accepted accepted -> accepted;
			case Rejected rejected -> rejected.nearest();
		};
	}

	/**
	 * Call that the model has answered.
	 *
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param answer what the model has answered
	 * @param signature its signature
	 */
	record Asked(CacheQuery query, Plan plan, CachedAnswer answer, AnswerSignature signature) {

		@Override
		public String toString() {
			return "Asked[%s]".formatted(this.query);
		}

	}

}
