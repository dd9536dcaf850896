package dev.llmcache.benchmarks.speed;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.scopes.MixedScope;
import dev.llmcache.benchmarks.scopes.Mixtures;
import dev.llmcache.benchmarks.scopes.TextVectors;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the semantic layer decides with pgvector once it knows a question's vector,
 * against the nearest vector of the scope by plain JDBC, and beside Spring AI's
 * {@code PgVectorStore}.
 */
final class PgvectorPath implements Path {

	private static final int QUESTIONS = 600;

	private static final double MOST = 1.25;

	private static final double MOST_MS = 10;

	private static final double MEDIAN = 0.50;

	private static final double NEARLY_ALL = 0.99;

	private static final double MICROS_PER_MILLI = 1_000;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		try (PostgresServer server = PostgresServer.start();
				ConfigurableApplicationContext application = PgvectorApplication.start(server)) {
			IndexTable table = new IndexTable(server, PgvectorTable.DEFAULT);
			List<ScopedQuestion> asked = fill(table, application, options);
			Instant now = Instant.now();
			SemanticHits hits = SemanticHits.of(application);
			List<ScopedQuestion> answered = hits.among(asked);
			figures.report("entries", table.count());
			figures.report("hit-share", (double) answered.size() / asked.size());
			List<Question> questions = asked.stream().map(ScopedQuestion::question).toList();
			figures.exactly("recall",
					Searches.of(Search.in(hits.index()), questions, 1).recall(table.nearest(questions, now)), 1);
			double millis = compare(server, hits, answered, options, figures);
			new VectorStoreSearches(server, asked, table.nearestInFull(questions, now)).compare(table, millis, figures);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<ScopedQuestion> fill(IndexTable table, ConfigurableApplicationContext application,
			SpeedOptions options) throws SQLException {
		KnownQuestions known = application.getBean(KnownQuestions.class);
		List<MixedScope> scopes = IntStream.range(0, options.scopes())
			.mapToObj((number) -> new MixedScope(number, options.entries()))
			.toList();
		ManyScopes all = new ManyScopes(scopes, Mixtures.ofQuestions(TextVectors.of(Mixtures.texts())),
				StoredTopics.askedOf(application), known.modelId());
		table.fill(all.entries());
		List<ScopedQuestion> asked = all.rephrased(QUESTIONS);
		asked.forEach((question) -> known.tell(question.text(), question.question().vector()));
		return asked;
	}

	/** Returns the time of nearly all decisions. */
	private static double compare(PostgresServer server, SemanticHits hits, List<ScopedQuestion> answered,
			SpeedOptions options, Figures figures) throws SQLException {
		try (RawSearch raw = new RawSearch(server, PgvectorTable.DEFAULT)) {
			System.err.println(raw.plan());
			Map<String, Consumer<ScopedQuestion>> sides = new LinkedHashMap<>();
			sides.put("decision", hits::decide);
			sides.put("store", (asked) -> Search.in(hits.index()).nearest(asked.question()));
			sides.put("limit", (asked) -> raw.nearest(asked.question()));
			sides.put("records", (asked) -> raw.records(asked.question()));
			Turns turns = Turns.of(spread(sides, answered), options.rounds(), Duration.ofSeconds(options.seconds()));
			return report(turns, figures);
		}
	}

	/**
	 * Each begins elsewhere, so that none finds its scope as another has just left it.
	 */
	private static Map<String, Runnable> spread(Map<String, Consumer<ScopedQuestion>> sides,
			List<ScopedQuestion> questions) {
		Map<String, Runnable> spread = new LinkedHashMap<>();
		sides.forEach((name, side) -> {
			AtomicInteger next = new AtomicInteger(spread.size() * questions.size() / sides.size());
			spread.put(name, () -> side.accept(questions.get(next.getAndIncrement() % questions.size())));
		});
		return spread;
	}

	private static double report(Turns turns, Figures figures) {
		double millis = turns.micros("decision", NEARLY_ALL) / MICROS_PER_MILLI;
		figures.report("us", turns.micros("decision", MEDIAN));
		figures.report("limit-us", turns.micros("limit", MEDIAN));
		figures.report("store-us", turns.micros("store", MEDIAN));
		figures.report("records-us", turns.micros("records", MEDIAN));
		figures.report("limit-p99-ms", turns.micros("limit", NEARLY_ALL) / MICROS_PER_MILLI);
		figures.report("store-p99-ms", turns.micros("store", NEARLY_ALL) / MICROS_PER_MILLI);
		figures.atMost("p99-ms", millis, MOST_MS);
		figures.atMost("ratio", turns.micros("decision", MEDIAN) / turns.micros("limit", MEDIAN), MOST);
		return millis;
	}

}
