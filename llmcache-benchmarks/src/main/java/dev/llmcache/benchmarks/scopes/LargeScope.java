package dev.llmcache.benchmarks.scopes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

/**
 * Scopes of sizes from one entry to as many as are asked for, in one table in PostgreSQL.
 */
final class LargeScope {

	/** Sizes, and how many scopes there are of each. */
	private static final int[][] OTHERS = { { 1, 200 }, { 10, 100 }, { 100, 50 }, { 1_000, 10 }, { 10_000, 2 },
			{ 20_000, 1 } };

	/** Largest scope that is to be searched without loss. */
	private static final int SMALL = 10_000;

	private static final int QUESTIONS = 400;

	private static final int ROUNDS = 3;

	/** No preset accepts what is farther. */
	private static final double FARTHEST = 1 - Preset.BOLD.similarity();

	private static final PgvectorTable TABLE = new PgvectorTable(null, "llmcache_large");

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(TABLE, TextVectors.DIMENSION, true, 4,
			Duration.ofSeconds(30), Duration.ofSeconds(60));

	private LargeScope() {
	}

	static void run(int rows, Figures figures) throws SQLException {
		Mixtures mixtures = Mixtures.ofQuestions();
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		List<MixedScope> scopes = scopes(rows);
		try (PostgresServer server = PostgresServer.start();
				VectorIndex index = PgvectorIndex.open(
						PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), SETTINGS), SETTINGS,
						() -> now)) {
			IndexTable table = new IndexTable(server, TABLE);
			long start = System.nanoTime();
			Duration graph = table.fill(scopes.stream().flatMap((scope) -> scope.entries(mixtures, now)));
			figures.report("fill-seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
			figures.report("graph-seconds", graph.toMillis() / 1e3);
			figures.report("bytes-per-entry", table.bytes() / (double) table.count());
			figures.report("graph-bytes-per-entry", table.graphBytes() / (double) table.count());
			for (int size : scopes.stream().mapToInt(MixedScope::size).distinct().toArray()) {
				List<Question> questions = MixedScope
					.questions(scopes.stream().filter((scope) -> scope.size() == size).toList(), QUESTIONS, mixtures);
				report(size, Searches.of(Search.in(index), questions, ROUNDS), table.nearest(questions, now),
						figures.startingWith(size + "-"));
			}
		}
	}

	private static List<MixedScope> scopes(int rows) {
		List<MixedScope> scopes = new ArrayList<>();
		for (int[] others : OTHERS) {
			IntStream.range(0, others[1]).forEach((i) -> scopes.add(new MixedScope(scopes.size(), others[0])));
		}
		scopes.add(new MixedScope(scopes.size(), rows));
		return scopes;
	}

	private static void report(int size, Searches searches, double[] nearest, Figures figures) {
		figures.atLeast("recall", searches.recall(nearest, FARTHEST), (size <= SMALL) ? 1 : 0.99);
		figures.report("recall-of-any", searches.recall(nearest));
		figures.atMost("p50-ms", searches.millis(0.5), 75);
		figures.atMost("p99-ms", searches.millis(0.99), 150);
	}

}
