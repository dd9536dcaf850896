package dev.llmcache.benchmarks.growth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.scopes.MixedScope;
import dev.llmcache.benchmarks.scopes.Mixtures;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.servers.PostgresServer;

/**
 * Size of the scope that is searched, among scopes of all smaller and larger sizes in the
 * same index.
 */
final class ScopeAxis implements Axis {

	/** Sizes, and how many scopes there are of each. */
	private static final int[][] SCOPES = { { 1, 200 }, { 10, 100 }, { 100, 50 }, { 1_000, 10 }, { 10_000, 2 },
			{ 20_000, 1 }, { 100_000, 1 }, { 200_000, 1 }, { 1_000_000, 1 } };

	private static final int LARGEST = 200_000;

	private static final int LARGEST_IN_LUCENE = 100_000;

	/** Up to this size every entry of a scope is compared. */
	private static final int COMPARED = 10_000;

	/** The logarithm of the size grows 1.25 times there, and a linear cost ten times. */
	private static final double MOST = 1.5;

	private static final int QUESTIONS = 400;

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	@Override
	public void measure(GrowthOptions options, Figures figures) {
		Mixtures mixtures = Mixtures.ofQuestions();
		int largest = options.largest().orElse(LARGEST);
		List<MixedScope> scopes = scopes(largest);
		try (PostgresServer server = PostgresServer.start();
				PgvectorScopes index = new PgvectorScopes(server, "llmcache_growth", entries(scopes, mixtures),
						this.now)) {
			measure(index.search(), scopes, mixtures, options, figures.startingWith("pgvector-"));
		}
		List<MixedScope> inLucene = scopes(Math.min(largest, LARGEST_IN_LUCENE));
		try (LuceneScopes index = new LuceneScopes(entries(inLucene, mixtures), this.now)) {
			measure(index.search(), inLucene, mixtures, options, figures.startingWith("lucene-"));
		}
	}

	private static List<MixedScope> scopes(int largest) {
		List<MixedScope> scopes = new ArrayList<>();
		for (int[] some : SCOPES) {
			if (some[0] <= largest) {
				IntStream.range(0, some[1]).forEach((i) -> scopes.add(new MixedScope(scopes.size(), some[0])));
			}
		}
		return scopes;
	}

	/**
	 * In mixed order, as they come: a scope of its own segments would be searched faster.
	 */
	private Stream<VectorEntry> entries(List<MixedScope> scopes, Mixtures mixtures) {
		List<Row> rows = new ArrayList<>();
		scopes.forEach((scope) -> IntStream.range(0, scope.size()).forEach((row) -> rows.add(new Row(scope, row))));
		Collections.shuffle(rows, new Random(5));
		return rows.stream().map((row) -> row.scope().entry(row.number(), mixtures, this.now));
	}

	private static void measure(Search search, List<MixedScope> scopes, Mixtures mixtures, GrowthOptions options,
			Figures figures) {
		Map<Integer, Supplier<Runnable>> searches = new LinkedHashMap<>();
		scopes.stream().map(MixedScope::size).distinct().forEach((size) -> {
			List<MixedScope> some = scopes.stream().filter((scope) -> scope.size() == size).toList();
			searches.put(size, new Searched(search, MixedScope.questions(some, QUESTIONS, mixtures)));
		});
		Growth.of(searches, options).reportTenfold(figures, COMPARED, MOST);
	}

	/**
	 * Place of an entry.
	 *
	 * @param scope the scope that it is in
	 * @param number which of the scope it is
	 */
	private record Row(MixedScope scope, int number) {

	}

}
