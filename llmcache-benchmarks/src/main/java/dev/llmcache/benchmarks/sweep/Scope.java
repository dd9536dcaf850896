package dev.llmcache.benchmarks.sweep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;

/**
 * Scope with its rows, of which every other one is to be swept.
 *
 * @param number the number of the scope
 * @param size how many rows it has
 */
record Scope(int number, int size) {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final int ROWS_PER_TOPIC = 40;

	private static final int SMALL = 500;

	/**
	 * Scopes of all sizes.
	 * @param rows how many rows they have together
	 * @return the scopes, the largest first
	 */
	static List<Scope> of(int rows) {
		List<Integer> sizes = new ArrayList<>(List.of(rows / 4, rows / 10));
		sizes.addAll(Collections.nCopies(4, rows / 40));
		sizes.addAll(Collections.nCopies(6, rows / 80));
		int left = rows - sizes.stream().mapToInt(Integer::intValue).sum();
		while (left > 0) {
			sizes.add(Math.min(left, SMALL));
			left -= SMALL;
		}
		List<Scope> scopes = new ArrayList<>();
		sizes.forEach((size) -> scopes.add(new Scope(scopes.size(), size)));
		return scopes;
	}

	Fingerprint fingerprint() {
		return ROOT.derive(("scope " + this.number).getBytes(StandardCharsets.UTF_8));
	}

	Fingerprint id(int row) {
		return fingerprint().derive(("row " + row).getBytes(StandardCharsets.UTF_8));
	}

	float[] vector(int row) {
		return about(new Random(this.number * 1_000_003L + row));
	}

	float[] about(Random random) {
		int topic = random.nextInt(Math.max(1, this.size / ROWS_PER_TOPIC));
		return Vectors.about(Vectors.randomTopic(new Random(this.number * 7_919L + topic)), random);
	}

	static boolean isSwept(int row) {
		return row % 2 == 0;
	}

}
