package dev.llmcache.semantic;

import java.util.List;

import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.semantic.guard.Question;

/**
 * The one place where a stored question is accepted as meaning the same as the one asked:
 * the nearest that is near enough and that no {@link Guard} vetoes.
 * <p>
 * Pure and thread-safe; never throws.
 */
public final class SemanticDecision {

	/** Cosine similarity from which on two questions may mean the same. */
	public static final double DEFAULT_THRESHOLD = 0.92;

	/**
	 * Longest question in characters that is ever matched: a vector tells little about a
	 * longer one.
	 */
	public static final int MAX_LENGTH = 2000;

	private final double threshold;

	private final List<Guard> guards;

	/**
	 * Decides by a threshold and guards.
	 * @param threshold least cosine similarity, from 0 to 1
	 * @param guards what may veto, asked in this order
	 */
	public SemanticDecision(double threshold, List<Guard> guards) {
		if (!(threshold >= 0 && threshold <= 1)) {
			throw new IllegalArgumentException("A cosine threshold is from 0 to 1, not " + threshold);
		}
		this.threshold = threshold;
		this.guards = List.copyOf(guards);
	}

	/**
	 * The default threshold with all guards.
	 * @return a decision
	 */
	public static SemanticDecision standard() {
		return new SemanticDecision(DEFAULT_THRESHOLD, Guards.standard());
	}

	/**
	 * Whether a question can mean the same as any other: it has a letter or digit and is
	 * not too long. Cheap, to be asked before the question is embedded.
	 * @param question the question
	 * @return whether a decision can be anything but a rejection
	 */
	public static boolean isMatchable(String question) {
		return question.length() <= MAX_LENGTH && question.codePoints().anyMatch(Character::isLetterOrDigit);
	}

	/**
	 * Decides which candidate's answer may be served.
	 * @param question the question that was asked
	 * @param candidates stored questions of the same scope, the nearest first
	 * @return the first that is accepted, or why the nearest is not
	 */
	public Verdict decide(String question, List<Candidate> candidates) {
		if (candidates.isEmpty()) {
			return new Verdict.Rejected("no-candidate", Double.NaN);
		}
		double nearest = candidates.getFirst().similarity();
		if (!isMatchable(question)) {
			return new Verdict.Rejected("unmatchable", nearest);
		}
		if (!(nearest >= this.threshold)) {
			return new Verdict.Rejected("below-threshold", nearest);
		}
		try {
			return firstAccepted(Question.of(question), candidates);
		}
		catch (RuntimeException ex) {
			return new Verdict.Rejected("guard-error", nearest);
		}
	}

	private Verdict firstAccepted(Question question, List<Candidate> candidates) {
		String reason = "";
		for (int index = 0; index < candidates.size(); index++) {
			Candidate candidate = candidates.get(index);
			if (!(candidate.similarity() >= this.threshold)) {
				break;
			}
			String veto = veto(question, candidate.question());
			if (veto.isEmpty()) {
				return new Verdict.Accepted(index, candidate);
			}
			reason = reason.isEmpty() ? veto : reason;
		}
		return new Verdict.Rejected(reason, candidates.getFirst().similarity());
	}

	private String veto(Question question, String stored) {
		if (!isMatchable(stored)) {
			return "unmatchable";
		}
		Question other = Question.of(stored);
		for (Guard guard : this.guards) {
			if (guard.vetoes(question, other)) {
				return guard.name();
			}
		}
		return "";
	}

}
