package dev.llmcache.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.conformance.PairJudge.Judgement;

/**
 * What was decided about the pairs of one category, each asked both ways round.
 */
final class CategoryRates {

	private final Category category;

	private final double plainThreshold;

	private final Map<String, Integer> reasons = new TreeMap<>();

	private final List<String> wrong = new ArrayList<>();

	private int asked;

	private int plain;

	private int accepted;

	private int kept;

	CategoryRates(Category category, double plainThreshold) {
		this.category = category;
		this.plainThreshold = plainThreshold;
	}

	void add(QuestionPair pair, Judgement judgement) {
		this.asked++;
		boolean near = judgement.cosine() >= this.plainThreshold;
		this.plain += near ? 1 : 0;
		this.accepted += judgement.accepted() ? 1 : 0;
		this.kept += (near && judgement.accepted()) ? 1 : 0;
		if (!judgement.accepted()) {
			this.reasons.merge(judgement.reason(), 1, Integer::sum);
		}
		if (this.category.isSameAnswer() ? near && !judgement.accepted() : judgement.accepted()) {
			this.wrong.add(line(pair, judgement));
		}
	}

	Category category() {
		return this.category;
	}

	int asked() {
		return this.asked;
	}

	/**
	 * How often a plain cosine threshold would serve the stored answer.
	 * @return the share, from 0 to 1
	 */
	double plain() {
		return share(this.plain, this.asked);
	}

	/**
	 * How often the stored answer is served.
	 * @return the share, from 0 to 1
	 */
	double accepted() {
		return share(this.accepted, this.asked);
	}

	/**
	 * How often the stored answer is served where a plain threshold would.
	 * @return the share, from 0 to 1, or NaN where it never would
	 */
	double kept() {
		return share(this.kept, this.plain);
	}

	/**
	 * Why the stored answer was not served, and how often.
	 * @return the decision's words
	 */
	Map<String, Integer> reasons() {
		return Collections.unmodifiableMap(this.reasons);
	}

	/**
	 * What was served although it should not be, or the other way round, without the
	 * questions of pairs that are held out.
	 * @return one line each
	 */
	List<String> wrong() {
		return Collections.unmodifiableList(this.wrong);
	}

	private static String line(QuestionPair pair, Judgement judgement) {
		String questions = ConformancePairs.isHeldOut(pair) ? "(held out)"
				: "[%s] [%s]".formatted(pair.first(), pair.second());
		return String.format(Locale.ROOT, "%s at %.3f: %s", judgement.reason(), judgement.cosine(), questions);
	}

	private static double share(int part, int all) {
		return (double) part / all;
	}

}
