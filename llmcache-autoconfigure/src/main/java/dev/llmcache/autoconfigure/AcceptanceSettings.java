package dev.llmcache.autoconfigure;

import dev.llmcache.Acceptance;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.autoconfigure.PolicyProperties.SemanticPolicy;
import dev.llmcache.autoconfigure.PolicyProperties.SemanticPolicy.Accept;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a policy serves the answer to another question.
 */
final class AcceptanceSettings {

	private static final double THRESHOLD = 0.92;

	private static final double MAX_WRONG = 0.01;

	private static final double MIN_PRECISION = 0.95;

	private AcceptanceSettings() {
	}

	static Acceptance of(SemanticPolicy own, Acceptance fallback, String prefix) {
		Accept accept = accept(own);
		if (accept == null) {
			return fallback;
		}
		return switch (accept) {
			case STRICT -> Preset.STRICT;
			case BALANCED -> Preset.BALANCED;
			case BOLD -> Preset.BOLD;
			case THRESHOLD -> threshold(own, prefix + "semantic.threshold");
			case ADAPTIVE -> adaptive(own, prefix + "semantic.");
		};
	}

	/** One of its bounds is enough to choose one. */
	private static @Nullable Accept accept(SemanticPolicy own) {
		if (own.accept() != null) {
			return own.accept();
		}
		if (own.threshold() != null) {
			return Accept.THRESHOLD;
		}
		return (own.maxWrong() != null || own.minPrecision() != null) ? Accept.ADAPTIVE : null;
	}

	private static Acceptance threshold(SemanticPolicy own, String property) {
		double cosine = (own.threshold() != null) ? own.threshold() : THRESHOLD;
		Policies.require(cosine > 0 && cosine <= 1, property, cosine, "it must be above 0 and at most 1");
		return new Threshold(cosine);
	}

	private static Acceptance adaptive(SemanticPolicy own, String prefix) {
		double maxWrong = (own.maxWrong() != null) ? own.maxWrong() : MAX_WRONG;
		double minPrecision = (own.minPrecision() != null) ? own.minPrecision() : MIN_PRECISION;
		Policies.require(maxWrong > 0 && maxWrong <= 1, prefix + "max-wrong", maxWrong,
				"it must be above 0 and at most 1");
		Policies.require(minPrecision >= 0 && minPrecision < 1, prefix + "min-precision", minPrecision,
				"it must be at least 0 and below 1");
		return new Adaptive(maxWrong, minPrecision);
	}

}
