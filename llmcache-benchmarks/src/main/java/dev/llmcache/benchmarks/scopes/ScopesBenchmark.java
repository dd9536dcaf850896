package dev.llmcache.benchmarks.scopes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.store.lucene.Quantization;

/**
 * Recall within a scope, and what it takes. Without a word as the first argument it is
 * that of many scopes that share their topics, in PostgreSQL, beside Spring AI's
 * {@code PgVectorStore}; with {@code large} that of a large scope there, and with
 * {@code lucene} that of one in Lucene.
 */
public final class ScopesBenchmark implements Benchmark {

	private static final int SCOPES = 1_000;

	private static final int ENTRIES = 100;

	private static final int LARGE = 200_000;

	private static final int IN_LUCENE = 100_000;

	@Override
	public void run(List<String> arguments, Figures figures) {
		try {
			switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
				case "large" -> LargeScope.run(number(arguments, 1, LARGE), figures.startingWith("large-"));
				case "lucene" -> LuceneScopes.run(number(arguments, 1, IN_LUCENE), quantizations(arguments),
						figures.startingWith("lucene-"));
				default -> SharedTopics.run(number(arguments, 0, SCOPES), number(arguments, 1, ENTRIES),
						figures.startingWith("scopes-"));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Quantization> quantizations(List<String> arguments) {
		return (arguments.size() > 2) ? List.of(Quantization.valueOf(arguments.get(2).toUpperCase(Locale.ROOT)))
				: List.of(Quantization.values());
	}

	private static int number(List<String> arguments, int position, int otherwise) {
		return (arguments.size() > position) ? Integer.parseInt(arguments.get(position)) : otherwise;
	}

}
