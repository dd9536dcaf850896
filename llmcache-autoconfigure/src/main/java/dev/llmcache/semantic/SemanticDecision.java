package dev.llmcache.semantic;

import java.util.List;
import java.util.function.DoublePredicate;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.semantic.Verdict.Accepted;
import dev.llmcache.semantic.Verdict.Rejected;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Question;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a stored question is accepted as meaning the same as the one asked:
 * the nearest that no {@link Guard} vetoes, if it shares words with the question, if none
 * that is almost as near has another answer, and if it is near enough.
 * <p>
 * Pure and thread-safe; never throws.
 *
 * @param space how near the embedding model sees unrelated questions
 * @param guards what may veto, asked in this order
 * @param least similarity below which questions are not even compared
 * @param margin how much farther a question with another answer has to be, or
 * {@link #NO_MARGIN}
 * @param rule whether a question of some similarity is near enough
 */
public record SemanticDecision(EmbeddingSpace space, List<Guard> guards, double least, double margin,
		DoublePredicate rule) {

	/** Margin that leaves answers out of account. */
	public static final double NO_MARGIN = Double.NEGATIVE_INFINITY;

	/**
	 * Longest question in characters that is ever matched: a vector tells little about a
	 * longer one.
	 */
	public static final int MAX_LENGTH = 2000;

	/**
	 * Farther questions mean something else; to learn from them would not help with
	 * nearer ones.
	 */
	static final double LEAST = 0.7;

	private static final int COMPARED = 5;

	/** Text made to be near in the model's eyes shares no words with what it imitates. */
	private static final double LEAST_OVERLAP = 0.15;

	public SemanticDecision {
		guards = List.copyOf(guards);
	}

	/**
	 * Decides by a threshold, without looking at answers.
	 * @param threshold least cosine similarity
	 * @param guards what may veto
	 * @return the decision
	 */
	public static SemanticDecision of(Threshold threshold, List<Guard> guards) {
		double least = threshold.cosine();
		return new SemanticDecision(EmbeddingSpace.PLAIN, guards, Math.min(least, LEAST), NO_MARGIN,
				(similarity) -> similarity >= least);
	}

	/**
	 * Decides by a preset.
	 * @param preset how near a question has to be
	 * @param guards what may veto
	 * @param space of the embedding model
	 * @return the decision
	 */
	public static SemanticDecision of(Preset preset, List<Guard> guards, EmbeddingSpace space) {
		return new SemanticDecision(space, guards, Math.min(preset.similarity(), LEAST), preset.margin(),
				(similarity) -> similarity >= preset.similarity());
	}

	/**
	 * Whether a question can mean the same as another: it is not too long, and says
	 * enough by itself. Cheap, to be asked before the question is embedded.
	 * @param question the question
	 * @return whether a decision can be anything but a rejection
	 */
	public static boolean isMatchable(String question) {
		return question.length() <= MAX_LENGTH && Question.of(question).standsAlone();
	}

	/**
	 * The question taken apart, or null if it cannot mean the same as another. Without
	 * any guard nothing is looked at but vectors.
	 */
	static @Nullable Question matchable(String text, List<Guard> guards) {
		Question question = (text.length() <= MAX_LENGTH) ? Question.of(text) : null;
		return (question != null && (guards.isEmpty() || question.standsAlone())) ? question : null;
	}

	/**
	 * Decides which candidate's answer may be served.
	 * @param question the question that was asked
	 * @param candidates stored questions of the same scope, the nearest first
	 * @return the one that is accepted, or why the nearest is not
	 */
	public Verdict decide(String question, List<Candidate> candidates) {
		if (candidates.isEmpty()) {
			return new Rejected("no-candidate", Double.NaN);
		}
		double nearest = candidates.getFirst().cosine();
		try {
			Question asked = matchable(question, this.guards);
			return (asked != null) ? decide(asked, candidates) : new Rejected("unmatchable", nearest);
		}
		catch (RuntimeException ex) {
			return new Rejected("guard-error", nearest);
		}
	}

	/**
	 * Cosine similarity below which no candidate but the nearest makes a difference.
	 * @return from -1 to 1
	 */
	double leastCosine() {
		double similarity = this.least - Math.max(0, this.margin);
		return (similarity > 0) ? this.space.cosine(similarity) : -1;
	}

	/** Decides about a question that is {@link #matchable}. */
	Verdict decide(Question asked, List<Candidate> candidates) {
		if (candidates.isEmpty()) {
			return new Rejected("no-candidate", Double.NaN);
		}
		double nearest = candidates.getFirst().cosine();
		try {
			return decide(asked, candidates, nearest);
		}
		catch (RuntimeException ex) {
			return new Rejected("guard-error", nearest);
		}
	}

	private Verdict decide(Question asked, List<Candidate> candidates, double nearest) {
		String reason = "below-threshold";
		for (int i = 0; i < Math.min(COMPARED, candidates.size()); i++) {
			double similarity = similarity(candidates.get(i));
			if (!(similarity >= this.least)) {
				break;
			}
			String veto = veto(asked, candidates.get(i).question());
			if (veto.isEmpty()) {
				return decide(new Accepted(i, similarity), candidates, nearest);
			}
			reason = (i == 0) ? veto : reason;
		}
		return new Rejected(reason, nearest);
	}

	private Verdict decide(Accepted best, List<Candidate> candidates, double nearest) {
		if (hasConflict(best, candidates)) {
			return new Rejected("conflict", nearest);
		}
		return this.rule.test(best.similarity()) ? best : new Rejected("below-threshold", nearest, best);
	}

	private String veto(Question asked, String stored) {
		Question other = Question.of(stored);
		if (this.guards.isEmpty()) {
			return "";
		}
		if (!other.standsAlone()) {
			return "unmatchable";
		}
		for (Guard guard : this.guards) {
			if (guard.vetoes(asked, other)) {
				return guard.name();
			}
		}
		return (asked.overlap(other) < LEAST_OVERLAP) ? "overlap" : "";
	}

	private boolean hasConflict(Accepted best, List<Candidate> candidates) {
		Agreement agreement = new Agreement(this.guards, this.space);
		Candidate accepted = candidates.get(best.index());
		return candidates.stream()
			.anyMatch((candidate) -> best.similarity() - similarity(candidate) <= this.margin
					&& !agreement.holds(accepted, candidate));
	}

	private double similarity(Candidate candidate) {
		return this.space.similarity(candidate.cosine());
	}

}
