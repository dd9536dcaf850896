package dev.llmcache.benchmarks.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * What searches found, and how long they took.
 *
 * @param found the distance of the nearest that each found
 * @param nanos how long each took, in ascending order
 */
public record Searches(double[] found, long[] nanos) {

	/** Two distances of half precision may differ by as much and be the same. */
	private static final double PRECISION = 1e-6;

	private static final double NANOS_PER_MILLI = 1e6;

	/**
	 * The fastest of some rounds, after one that does not count.
	 * @param search how
	 * @param questions the questions
	 * @param rounds how many rounds
	 * @return what came of the fastest
	 */
	public static Searches of(Search search, List<Question> questions, int rounds) {
		return of(questions, search::nearest, rounds);
	}

	/**
	 * The fastest of some rounds, after one that does not count.
	 * @param <Q> of a question
	 * @param questions the questions
	 * @param search finds the distance of the nearest
	 * @param rounds how many rounds
	 * @return what came of the fastest
	 */
	public static <Q> Searches of(List<Q> questions, ToDoubleFunction<Q> search, int rounds) {
		Searches best = of(questions, search);
		for (int round = 0; round < rounds; round++) {
			Searches searches = of(questions, search);
			best = (round == 0 || searches.millis(0.99) < best.millis(0.99)) ? searches : best;
		}
		return best;
	}

	private static <Q> Searches of(List<Q> questions, ToDoubleFunction<Q> search) {
		double[] found = new double[questions.size()];
		long[] nanos = new long[found.length];
		for (int i = 0; i < found.length; i++) {
			long start = System.nanoTime();
			found[i] = search.applyAsDouble(questions.get(i));
			nanos[i] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return new Searches(found, nanos);
	}

	/**
	 * One after another, for as long as something lasts.
	 * @param search how
	 * @param questions the questions, from the first again after the last
	 * @param lasts whether it still lasts
	 * @return how long each took, in ascending order
	 */
	public static long[] during(Search search, List<Question> questions, BooleanSupplier lasts) {
		List<Long> nanos = new ArrayList<>();
		for (int i = 0; lasts.getAsBoolean(); i++) {
			long start = System.nanoTime();
			search.nearest(questions.get(i % questions.size()));
			nanos.add(System.nanoTime() - start);
		}
		return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
	}

	/**
	 * How often the nearest was found.
	 * @param nearest the distance of the nearest that there was for each
	 * @return a share
	 */
	public double recall(double[] nearest) {
		return recall(nearest, Search.NOTHING);
	}

	/**
	 * How often the nearest was found, of those that are near enough.
	 * @param nearest the distance of the nearest that there was for each
	 * @param farthest the largest distance that counts
	 * @return a share
	 */
	public double recall(double[] nearest, double farthest) {
		int hits = 0;
		int count = 0;
		for (int i = 0; i < nearest.length; i++) {
			if (nearest[i] <= farthest) {
				count++;
				hits += (this.found[i] <= nearest[i] + PRECISION) ? 1 : 0;
			}
		}
		return hits / (double) count;
	}

	/**
	 * How often nothing was found.
	 * @return a share
	 */
	public double empty() {
		return Arrays.stream(this.found).filter((distance) -> distance == Search.NOTHING).count()
				/ (double) this.found.length;
	}

	/**
	 * How long a search took.
	 * @param quantile of the searches
	 * @return milliseconds
	 */
	public double millis(double quantile) {
		return millis(this.nanos, quantile);
	}

	/**
	 * How long something took.
	 * @param nanos how long each took, in ascending order
	 * @param quantile of them
	 * @return milliseconds
	 */
	public static double millis(long[] nanos, double quantile) {
		return nanos[(int) (nanos.length * quantile)] / NANOS_PER_MILLI;
	}

}
