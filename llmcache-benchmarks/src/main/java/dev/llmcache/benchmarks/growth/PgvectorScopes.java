package dev.llmcache.benchmarks.growth;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.scopes.Mixtures;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

/**
 * Scopes in a table of their own in PostgreSQL.
 */
final class PgvectorScopes implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final VectorIndex index;

	/**
	 * Creates the table, fills it, and builds its graph.
	 * @param server where
	 * @param name of the table
	 * @param entries of all scopes
	 * @param now when they were stored, and are searched
	 */
	PgvectorScopes(PostgresServer server, String name, Stream<VectorEntry> entries, Instant now) {
		PgvectorTable table = new PgvectorTable(null, name);
		PgvectorSettings settings = new PgvectorSettings(table, Mixtures.DIMENSION, true, 2, PATIENCE,
				PATIENCE.multipliedBy(2));
		this.index = PgvectorIndex.open(
				PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), settings), settings,
				() -> now);
		try {
			new IndexTable(server, table).fill(entries);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Search search() {
		return Search.in(this.index);
	}

	@Override
	public void close() {
		this.index.close();
	}

}
