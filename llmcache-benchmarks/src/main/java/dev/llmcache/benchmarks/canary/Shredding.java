package dev.llmcache.benchmarks.canary;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.llmcache.Invalidation;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.canary.copy.StoreCopy;
import dev.llmcache.benchmarks.canary.scan.Canary.Kind;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Whether anything of an erased tenant can be read after all that was stored is put back,
 * as somebody does who has a copy, but for the key that it was encrypted with.
 *
 * @param canaries what was said
 * @param copies what was stored before anything was erased
 */
record Shredding(Canaries canaries, List<StoreCopy> copies) {

	/** Of a tenant and of a tenant's user, neither of which was invalidated before. */
	private static final List<Integer> ERASED = List.of(7, 9);

	private static final List<Integer> KEPT = List.of(16, 18);

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** The same question and another one of the same meaning. */
	private static final int WORDINGS = 2;

	/**
	 * Erases some tenants.
	 * @param office where
	 * @param figures where to report
	 */
	void erase(OpenOffice office, Figures figures) {
		long before = keys();
		ERASED.stream()
			.map((i) -> Invalidation.byTenant(this.canaries.of(Kind.TENANT).get(i).text()))
			// What failed is to be done again, and the stores have only just come back
			.forEach((tenant) -> Awaitility.await()
				.atMost(PATIENCE)
				.ignoreExceptions()
				.until(() -> office.cache().erase(tenant).isComplete()));
		figures.atLeast("data-keys-deleted", (double) (before - keys()), ERASED.size());
	}

	private long keys() {
		return this.copies.stream().mapToLong(StoreCopy::keys).sum();
	}

	/**
	 * Puts everything back, and asks again.
	 * @param opening opens the application, in which nothing is remembered
	 * @param figures where to report
	 */
	void putBack(Supplier<OpenOffice> opening, Figures figures) {
		this.copies.forEach((copy) -> copy.putBack(false));
		try (OpenOffice office = opening.get()) {
			// Only who finds the ones knows that the others are not missed for want of
			// time
			figures.exactly("others-put-back-hits", allHits(office, KEPT), (long) KEPT.size() * WORDINGS);
			figures.exactly("erased-put-back-hits", hits(office, ERASED), 0);
		}
		// That they were misses is due to the key alone if they are hits with it
		this.copies.forEach((copy) -> copy.putBack(true));
		try (OpenOffice office = opening.get()) {
			figures.exactly("erased-put-back-with-key-hits", allHits(office, ERASED), (long) ERASED.size() * WORDINGS);
		}
	}

	/**
	 * Asks until all are hits: stores that are only just opened may not answer in time.
	 */
	private int allHits(OpenOffice office, List<Integer> numbers) {
		int[] hits = { 0 };
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> {
				hits[0] = hits(office, numbers);
				return hits[0] == numbers.size() * WORDINGS;
			});
		}
		catch (ConditionTimeoutException ex) {
			// As many as there are
		}
		return hits[0];
	}

	private int hits(OpenOffice office, List<Integer> numbers) {
		Conversations conversations = new Conversations(office, this.canaries);
		int hits = 0;
		for (int i : numbers) {
			String prompt = this.canaries.of(Kind.PROMPT).get(i).text();
			hits += conversations.isStored(i, prompt) ? 1 : 0;
			hits += conversations.isStored(i, Canaries.rephrased(prompt)) ? 1 : 0;
		}
		return hits;
	}

}
