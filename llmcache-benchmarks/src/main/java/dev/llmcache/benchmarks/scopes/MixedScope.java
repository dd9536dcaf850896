package dev.llmcache.benchmarks.scopes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.store.VectorEntry;
import org.apache.lucene.util.VectorUtil;

/**
 * Scope of any size, of mixed vectors.
 *
 * @param number the number of the scope
 * @param size how many entries it has
 */
public record MixedScope(int number, int size) {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final long NUMBERS_EACH = 1L << 32;

	/**
	 * Names the scope.
	 * @return its fingerprint
	 */
	public Fingerprint fingerprint() {
		return ROOT.derive(("mixed " + this.number).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Its entries, one after another.
	 * @param mixtures the vectors
	 * @param now when they are stored
	 * @return the entries
	 */
	public Stream<VectorEntry> entries(Mixtures mixtures, Instant now) {
		return IntStream.range(0, this.size).mapToObj((row) -> entry(row, mixtures, now));
	}

	/**
	 * One of its entries.
	 * @param row which, below the size
	 * @param mixtures the vectors
	 * @param now when it is stored
	 * @return the entry
	 */
	public VectorEntry entry(int row, Mixtures mixtures, Instant now) {
		Fingerprint fingerprint = fingerprint();
		return FaqEntry.of(fingerprint.derive(Integer.toString(row).getBytes(StandardCharsets.UTF_8)), fingerprint,
				mixtures.vector(number(row)), now);
	}

	/** Distance of the nearest entry to each question, by comparing all. */
	double[] nearest(List<Question> questions, Mixtures mixtures) {
		return IntStream.range(0, this.size).parallel().collect(() -> nothing(questions.size()), (nearest, row) -> {
			float[] vector = mixtures.vector(number(row));
			for (int i = 0; i < nearest.length; i++) {
				nearest[i] = Math.min(nearest[i], 1.0 - VectorUtil.dotProduct(questions.get(i).vector(), vector));
			}
		}, (nearest, others) -> Arrays.setAll(nearest, (i) -> Math.min(nearest[i], others[i])));
	}

	private static double[] nothing(int size) {
		double[] nothing = new double[size];
		Arrays.fill(nothing, Search.NOTHING);
		return nothing;
	}

	/** A question that is one of its entries in other words. */
	Question rephrased(Mixtures mixtures, Random random) {
		float[] vector = mixtures.vector(number(random.nextInt(this.size)));
		return new Question(fingerprint(), mixtures.rephrased(vector, random));
	}

	/** A question that was not stored in any words. */
	Question other(Mixtures mixtures, Random random) {
		return new Question(fingerprint(), mixtures.vector(random.nextLong()));
	}

	/**
	 * Numbers an entry among those of all scopes.
	 * @param row which of this scope, from 0
	 * @return the number of its vector
	 */
	public long number(int row) {
		return this.number * NUMBERS_EACH + row;
	}

	/**
	 * Questions in scopes of one size, half of them rephrased and half of them others.
	 * @param scopes the scopes
	 * @param count how many questions
	 * @param mixtures the vectors
	 * @return the questions, always the same
	 */
	public static List<Question> questions(List<MixedScope> scopes, int count, Mixtures mixtures) {
		Random random = new Random(77);
		List<Question> questions = new ArrayList<>();
		for (int i = 0; i < count; i += 2) {
			MixedScope scope = scopes.get(random.nextInt(scopes.size()));
			questions.add(scope.rephrased(mixtures, random));
			questions.add(scope.other(mixtures, random));
		}
		return questions;
	}

}
