package dev.llmcache.benchmarks.quality;

import java.util.List;

import dev.llmcache.Acceptance;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.semantic.AnswerSignature;
import dev.llmcache.semantic.Candidate;
import dev.llmcache.semantic.EmbeddingSpace;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.semantic.Verdict.Accepted;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;

/**
 * The decision about questions where only one other is stored.
 */
final class StoredAlone {

	private static final AnswerSignature ANY = AnswerSignature.of("", null);

	private static final double PERCENT = 100;

	private final QuestionEmbedder embedder;

	private final SemanticDecision decision;

	StoredAlone(QualityOptions options, QuestionEmbedder embedder) {
		this.embedder = embedder;
		List<Guard> guards = options.guarded() ? Guards.standard() : List.of();
		this.decision = switch (options.acceptance()) {
			case Acceptance.Threshold threshold -> SemanticDecision.of(threshold, guards);
			case Acceptance.Preset preset -> SemanticDecision.of(preset, guards, EmbeddingSpace.of(embedder::embed));
			case Acceptance.Adaptive adaptive ->
				throw new IllegalArgumentException("What is learned from traffic cannot be judged by pairs");
		};
	}

	/**
	 * How many are accepted, each pair asked both ways round.
	 * @return the share in per cent
	 */
	double accepted(List<LabelledPair> pairs) {
		return PERCENT * pairs.stream().mapToInt(this::accepted).sum() / (2 * pairs.size());
	}

	private int accepted(LabelledPair pair) {
		try {
			double cosine = cosine(this.embedder.embed(pair.first()), this.embedder.embed(pair.second()));
			return accepts(pair.first(), pair.second(), cosine) + accepts(pair.second(), pair.first(), cosine);
		}
		catch (QuestionTooLongException ex) {
			return 0;
		}
	}

	private int accepts(String stored, String asked, double cosine) {
		Candidate candidate = new Candidate(stored, cosine, ANY);
		return (this.decision.decide(asked, List.of(candidate)) instanceof Accepted) ? 1 : 0;
	}

	private static double cosine(float[] one, float[] other) {
		double product = 0;
		double ones = 0;
		double others = 0;
		for (int i = 0; i < one.length; i++) {
			product += (double) one[i] * other[i];
			ones += (double) one[i] * one[i];
			others += (double) other[i] * other[i];
		}
		return product / Math.sqrt(ones * others);
	}

}
