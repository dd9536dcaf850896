package dev.llmcache.benchmarks.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.llmcache.store.Neighbour;
import dev.llmcache.store.VectorIndex;

/**
 * What searches found, and how long they took.
 *
 * @param found the distance of the nearest that each found
 * @param nanos how long each took, in ascending order
 */
record Searches(double[] found, long[] nanos) {

	private static final int NEIGHBOURS = 8;

	private static final double PRECISION = 1e-6;

	private static final double NANOS_PER_MILLI = 1e6;

	static Searches of(VectorIndex index, List<Question> questions) {
		double[] found = new double[questions.size()];
		long[] nanos = new long[found.length];
		for (int i = 0; i < found.length; i++) {
			long start = System.nanoTime();
			List<Neighbour> neighbours = nearest(index, questions.get(i));
			nanos[i] = System.nanoTime() - start;
			found[i] = neighbours.isEmpty() ? Double.MAX_VALUE : 1 - neighbours.getFirst().similarity();
		}
		Arrays.sort(nanos);
		return new Searches(found, nanos);
	}

	/** The fastest of some rounds, after one that does not count. */
	static Searches of(VectorIndex index, List<Question> questions, int rounds) {
		Searches best = of(index, questions);
		for (int round = 0; round < rounds; round++) {
			Searches searches = of(index, questions);
			best = (round == 0 || searches.millis(0.99) < best.millis(0.99)) ? searches : best;
		}
		return best;
	}

	/** One after another, for as long as something lasts. */
	static long[] during(VectorIndex index, List<Question> questions, BooleanSupplier lasts) {
		List<Long> nanos = new ArrayList<>();
		for (int i = 0; lasts.getAsBoolean(); i++) {
			long start = System.nanoTime();
			nearest(index, questions.get(i % questions.size()));
			nanos.add(System.nanoTime() - start);
		}
		return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
	}

	private static List<Neighbour> nearest(VectorIndex index, Question question) {
		return index.nearest(question.scope().fingerprint(), question.vector(), NEIGHBOURS);
	}

	/**
	 * How often the nearest was found.
	 * @param nearest the distance of the nearest that there was for each
	 * @return a share
	 */
	double recall(double[] nearest) {
		int hits = 0;
		for (int i = 0; i < nearest.length; i++) {
			hits += (this.found[i] <= nearest[i] + PRECISION) ? 1 : 0;
		}
		return hits / (double) nearest.length;
	}

	double millis(double quantile) {
		return millis(this.nanos, quantile);
	}

	static double millis(long[] nanos, double quantile) {
		return nanos[(int) (nanos.length * quantile)] / NANOS_PER_MILLI;
	}

}
