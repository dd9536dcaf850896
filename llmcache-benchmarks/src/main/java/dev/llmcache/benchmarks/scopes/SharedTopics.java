package dev.llmcache.benchmarks.scopes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.scopes.FaqScope.FaqQuestion;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * Many scopes that were asked about the same topics, in the cache's table and in a
 * {@code PgVectorStore} of the same server, and questions in other words.
 */
final class SharedTopics {

	private static final int QUESTIONS = 300;

	private static final int ROUNDS = 2;

	private static final double FASTER = 5;

	private static final PgvectorTable TABLE = new PgvectorTable(null, "llmcache_scopes");

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(TABLE, TextVectors.DIMENSION, true, 4,
			Duration.ofSeconds(5), Duration.ofSeconds(10));

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	private final List<FaqScope> scopes;

	private final List<Asked> asked = new ArrayList<>();

	private final TextVectors vectors;

	private SharedTopics(int scopes, int entries) {
		this.scopes = IntStream.range(0, scopes).mapToObj((number) -> FaqScope.of(number, entries)).toList();
		Random random = new Random(77);
		for (int i = 0; i < QUESTIONS; i++) {
			FaqScope scope = this.scopes.get(random.nextInt(scopes));
			this.asked.add(new Asked(scope, scope.rephrased(random)));
		}
		this.vectors = TextVectors.of(
				Stream
					.concat(this.scopes.stream().flatMap((scope) -> scope.questions().stream()).map(FaqQuestion::text),
							this.asked.stream().map(Asked::text))
					.distinct()
					.toList());
	}

	static void run(int scopes, int entries, Figures figures) throws SQLException {
		SharedTopics topics = new SharedTopics(scopes, entries);
		try (PostgresServer server = PostgresServer.start()) {
			Searches own = topics.searchIndex(server, figures);
			topics.fillSpringAi(server);
			Searches filtered = topics.searchSpringAi(server, null, ROUNDS, figures.startingWith("pgvectorstore-"));
			Searches iterative = topics.searchSpringAi(server, "strict_order", 1,
					figures.startingWith("pgvectorstore-iterative-"));
			figures.report("pgvectorstore-p99-ratio", filtered.millis(0.99) / own.millis(0.99));
			figures.atLeast("pgvectorstore-iterative-p99-ratio", iterative.millis(0.99) / own.millis(0.99), FASTER);
		}
	}

	private Searches searchIndex(PostgresServer server, Figures figures) throws SQLException {
		try (VectorIndex index = PgvectorIndex.open(
				PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), SETTINGS), SETTINGS,
				() -> this.now)) {
			IndexTable table = new IndexTable(server, TABLE);
			table.fill(entries());
			List<Question> questions = this.asked.stream()
				.map((asked) -> new Question(asked.scope().fingerprint(), this.vectors.of(asked.text())))
				.toList();
			Searches searches = Searches.of(Search.in(index), questions, ROUNDS);
			figures.exactly("recall", searches.recall(table.nearest(questions, this.now)), 1);
			figures.atMost("p50-ms", searches.millis(0.5), 75);
			figures.atMost("p99-ms", searches.millis(0.99), 150);
			return searches;
		}
	}

	private Stream<VectorEntry> entries() {
		List<VectorEntry> entries = new ArrayList<>();
		this.scopes.forEach((scope) -> scope.questions()
			.forEach((question) -> entries.add(
					FaqEntry.of(scope.id(question), scope.fingerprint(), this.vectors.of(question.text()), this.now))));
		Collections.shuffle(entries, new Random(5));
		return entries.stream();
	}

	private void fillSpringAi(PostgresServer server) throws SQLException {
		List<FaqScope> mixed = new ArrayList<>(this.scopes);
		Collections.shuffle(mixed, new Random(5));
		try (SpringAiStore store = new SpringAiStore(server, this.vectors, null)) {
			store.fill(mixed);
		}
	}

	private Searches searchSpringAi(PostgresServer server, @Nullable String iterativeScan, int rounds,
			Figures figures) {
		try (SpringAiStore store = new SpringAiStore(server, this.vectors, iterativeScan)) {
			Searches searches = Searches.of(this.asked, (asked) -> store.nearest(asked.scope(), asked.text()), rounds);
			figures.report("recall", searches.recall(nearest()));
			figures.report("empty", searches.empty());
			figures.report("p50-ms", searches.millis(0.5));
			figures.report("p99-ms", searches.millis(0.99));
			return searches;
		}
	}

	/** The distance of the nearest question of the scope to each that is asked. */
	private double[] nearest() {
		return this.asked.stream().mapToDouble((asked) -> {
			float[] vector = this.vectors.of(asked.text());
			return asked.scope()
				.questions()
				.stream()
				.mapToDouble((question) -> Distances.between(vector, this.vectors.of(question.text())))
				.min()
				.orElseThrow();
		}).toArray();
	}

	/**
	 * Question in other words than it was stored in.
	 *
	 * @param scope where it is asked
	 * @param text its words
	 */
	private record Asked(FaqScope scope, String text) {

	}

}
