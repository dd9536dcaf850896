package dev.llmcache.benchmarks.growth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Number of tenants who have a hundred answers each, of whom one is asked for an answer,
 * or any for the nearest.
 */
final class TenantsAxis implements Axis {

	private static final int LARGEST = 10_000;

	private static final int LARGEST_IN_LUCENE = 1_000;

	private static final int EACH = 100;

	private static final double MOST = 1.25;

	private static final int QUESTIONS = 400;

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	@Override
	public void measure(GrowthOptions options, Figures figures) {
		List<Integer> sizes = options.sizes(1, LARGEST);
		measureRedis(sizes, options, figures);
		Mixtures mixtures = Mixtures.ofQuestions();
		measurePgvector(sizes, mixtures, options, figures.startingWith("pgvector-"));
		measureLucene(sizes.stream().filter((size) -> size <= LARGEST_IN_LUCENE).toList(), mixtures, options,
				figures.startingWith("lucene-"));
	}

	private static void measureRedis(List<Integer> sizes, GrowthOptions options, Figures figures) {
		Room.require(sizes.stream().mapToLong((size) -> size * EACH * RedisEntries.BYTES).sum(),
				"The answers in Redis");
		List<RedisEntries> all = new ArrayList<>();
		try {
			Map<Integer, Supplier<Runnable>> hits = new LinkedHashMap<>();
			Map<Integer, Supplier<Runnable>> spread = new LinkedHashMap<>();
			for (int size : sizes) {
				RedisEntries entries = new RedisEntries(size, EACH);
				all.add(entries);
				hits.put(size, entries::hit);
				spread.put(size, entries::hitOfAnyTenant);
			}
			List<Growth> both = Growth.together(List.of(hits, spread), options);
			both.getFirst().reportFlat(figures.startingWith("redis-"), MOST);
			both.getLast().report(figures.startingWith("redis-any-"));
		}
		finally {
			all.forEach(RedisEntries::close);
		}
	}

	private void measurePgvector(List<Integer> sizes, Mixtures mixtures, GrowthOptions options, Figures figures) {
		List<PgvectorScopes> all = new ArrayList<>();
		try (PostgresServer server = PostgresServer.start()) {
			Map<Integer, Supplier<Runnable>> searches = new LinkedHashMap<>();
			for (int size : sizes) {
				List<MixedScope> scopes = scopes(size);
				PgvectorScopes index = new PgvectorScopes(server, "llmcache_tenants_" + size, entries(scopes, mixtures),
						this.now);
				all.add(index);
				searches.put(size, searched(index.search(), scopes, mixtures));
			}
			Growth.of(searches, options).reportFlat(figures, MOST);
			all.forEach(PgvectorScopes::close);
		}
	}

	private void measureLucene(List<Integer> sizes, Mixtures mixtures, GrowthOptions options, Figures figures) {
		List<LuceneScopes> all = new ArrayList<>();
		try {
			Map<Integer, Supplier<Runnable>> searches = new LinkedHashMap<>();
			for (int size : sizes) {
				List<MixedScope> scopes = scopes(size);
				LuceneScopes index = new LuceneScopes(entries(scopes, mixtures), this.now);
				all.add(index);
				searches.put(size, searched(index.search(), scopes, mixtures));
			}
			Growth.of(searches, options).reportFlat(figures, MOST);
		}
		finally {
			all.forEach(LuceneScopes::close);
		}
	}

	private static List<MixedScope> scopes(int count) {
		return IntStream.range(0, count).mapToObj((number) -> new MixedScope(number, EACH)).toList();
	}

	/** One of each tenant after the other, as they come. */
	private Stream<VectorEntry> entries(List<MixedScope> scopes, Mixtures mixtures) {
		return IntStream.range(0, EACH)
			.boxed()
			.flatMap((row) -> scopes.stream().map((scope) -> scope.entry(row, mixtures, this.now)));
	}

	private static Searched searched(Search search, List<MixedScope> scopes, Mixtures mixtures) {
		return new Searched(search, MixedScope.questions(scopes, QUESTIONS, mixtures));
	}

}
