package dev.llmcache.benchmarks.sweep;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
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

/**
 * Searches before, while and after half of an index in PostgreSQL is swept, with answers
 * being stored meanwhile. The first argument says how many rows, 200,000 without.
 */
public final class SweepBenchmark implements Benchmark {

	private static final int ROWS = 200_000;

	private static final int QUESTIONS = 2_000;

	private static final int ROUNDS = 3;

	private static final Duration STORING_PAUSE = Duration.ofMillis(20);

	private static final PgvectorTable TABLE = new PgvectorTable(null, "llmcache_sweep");

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(TABLE, Vectors.DIMENSION, true, 4,
			Duration.ofSeconds(5), Duration.ofSeconds(10));

	@Override
	public void run(List<String> arguments, Figures figures) {
		int rows = arguments.isEmpty() ? ROWS : Integer.parseInt(arguments.getFirst());
		try {
			run(rows, figures.startingWith("sweep-"));
		}
		catch (SQLException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void run(int rows, Figures figures) throws SQLException, InterruptedException, ExecutionException {
		Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		Instant later = start.plus(SweptRow.SHORT_LIFE);
		List<Scope> scopes = Scope.of(rows);
		List<Question> questions = Questions.in(scopes, QUESTIONS);
		try (PostgresServer server = PostgresServer.start();
				VectorIndex before = open(server, start);
				VectorIndex after = open(server, later)) {
			IndexTable table = new IndexTable(server, TABLE);
			table.fill(rows(scopes, start));
			Searches first = Searches.of(Search.in(before), questions, ROUNDS);
			figures.atLeast("recall-in-scope-before", first.recall(table.nearest(questions, start)), 0.99);
			Stored stored = sweep(after, questions, scopes.getFirst(), figures);
			figures.exactly("left", (double) table.count() - stored.entries().size(), rows / 2.0);
			Searches last = Searches.of(Search.in(after), questions, ROUNDS);
			figures.atLeast("recall-in-scope", last.recall(table.nearest(questions, later)), 1);
			figures.atMost("p50-ratio", last.millis(0.5) / first.millis(0.5), 1.25);
			figures.atMost("p99-ratio", last.millis(0.99) / first.millis(0.99), 1.25);
			figures.atMost("p99-ms", last.millis(0.99), 150);
		}
	}

	private static Stream<VectorEntry> rows(List<Scope> scopes, Instant now) {
		List<VectorEntry> rows = new ArrayList<>();
		scopes.forEach((scope) -> IntStream.range(0, scope.size())
			.forEach((row) -> rows.add(SweptRow.of(scope, row, now).entry())));
		Collections.shuffle(rows, new Random(5));
		return rows.stream();
	}

	private static VectorIndex open(PostgresServer server, Instant now) {
		return PgvectorIndex.open(PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), SETTINGS),
				SETTINGS, () -> now);
	}

	private static Stored sweep(VectorIndex index, List<Question> questions, Scope scope, Figures figures)
			throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			long start = System.nanoTime();
			Future<Long> swept = threads.submit(() -> index.sweep(SweptRow::outdated));
			Future<Stored> stored = threads
				.submit(() -> Stored.into(index, scope, STORING_PAUSE, () -> !swept.isDone()));
			long[] nanos = Searches.during(Search.in(index), questions, () -> !swept.isDone());
			swept.get();
			figures.atMost("seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3, 600);
			figures.atMost("during-p50-ms", Searches.millis(nanos, 0.5), 75);
			figures.atMost("during-p99-ms", Searches.millis(nanos, 0.99), 150);
			figures.atLeast("stored-meanwhile-found", stored.get().found(index), 1);
			return stored.get();
		}
	}

}
