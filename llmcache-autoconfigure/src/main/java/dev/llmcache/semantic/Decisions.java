package dev.llmcache.semantic;

import java.util.List;
import java.util.function.Supplier;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Decision.Plan;
import dev.llmcache.semantic.calibration.Calibrator;
import dev.llmcache.semantic.calibration.Score;
import dev.llmcache.semantic.guard.Guard;

/**
 * Makes the decision that a plan asks for.
 * <p>
 * Thread-safe.
 */
final class Decisions {

	/** What was learned tells near questions apart, so that a small margin is enough. */
	private static final double LEARNED_MARGIN = 0.06;

	private final List<Guard> guards;

	private final Calibrators calibrators;

	Decisions(List<Guard> guards, Calibrators calibrators) {
		this.guards = List.copyOf(guards);
		this.calibrators = calibrators;
	}

	/**
	 * Makes a decision.
	 * @param plan what the policy decided
	 * @param space measures the embedding model
	 * @return the decision
	 */
	SemanticDecision of(Plan plan, Supplier<EmbeddingSpace> space) {
		return switch (plan.acceptance()) {
			case Threshold threshold -> SemanticDecision.of(threshold, this.guards);
			case Preset preset -> SemanticDecision.of(preset, this.guards, space.get());
			case Adaptive adaptive -> {
				Calibrator calibrator = this.calibrators.upToDate(plan, adaptive);
				yield new SemanticDecision(space.get(), this.guards, SemanticDecision.LEAST, LEARNED_MARGIN,
						(similarity) -> calibrator.accepts(Score.of(similarity)));
			}
		};
	}

}
