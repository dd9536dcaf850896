package dev.llmcache.benchmarks.speed;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.scopes.SpringAiStore;
import dev.llmcache.benchmarks.scopes.TextVectors;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.test.servers.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * The same questions asked of a {@code PgVectorStore} with a filter on the scope.
 *
 * @param server where it is
 * @param asked the questions
 * @param nearest the distance of the nearest entry to each
 */
record VectorStoreSearches(PostgresServer server, List<ScopedQuestion> asked, double[] nearest) {

	private static final double FASTER = 5;

	private static final double MEDIAN = 0.50;

	private static final double NEARLY_ALL = 0.99;

	/**
	 * Stores the same and searches, as the store is without further settings, which finds
	 * little, and with scans that go on until they have found enough.
	 * @param table what to store
	 * @param millis what nearly all decisions of the cache take
	 * @param figures where to report
	 * @throws SQLException if the server fails
	 */
	void compare(IndexTable table, double millis, Figures figures) throws SQLException {
		try (SpringAiStore store = open(null)) {
			store.fill(table);
		}
		search(null, figures.startingWith("pgvectorstore-default-"));
		Searches iterative = search("strict_order", figures.startingWith("pgvectorstore-"));
		figures.atLeast("pgvectorstore-p99-ratio", iterative.millis(NEARLY_ALL) / millis, FASTER);
	}

	private Searches search(@Nullable String iterativeScan, Figures figures) {
		try (SpringAiStore store = open(iterativeScan)) {
			Searches searches = Searches.of(this.asked,
					(question) -> store.nearest(question.question().scope().hex(), question.text()), 1);
			figures.report("recall", searches.recall(this.nearest));
			figures.report("empty", searches.empty());
			figures.report("p50-ms", searches.millis(MEDIAN));
			figures.report("p99-ms", searches.millis(NEARLY_ALL));
			return searches;
		}
	}

	private SpringAiStore open(@Nullable String iterativeScan) {
		return new SpringAiStore(this.server,
				new TextVectors(this.asked.stream()
					.collect(Collectors.toMap(ScopedQuestion::text, (question) -> question.question().vector()))),
				iterativeScan);
	}

}
