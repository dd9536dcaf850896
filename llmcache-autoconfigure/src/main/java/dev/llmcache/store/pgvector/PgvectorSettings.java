package dev.llmcache.store.pgvector;

import java.time.Duration;

import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;

/**
 * What is configured about the index.
 *
 * @param table the table
 * @param dimension of the embedding model's vectors
 * @param createsTable whether a missing table (and extension) is created
 * @param maxConnections how many connections are open at the most
 * @param lookupTimeout how long a search may take, with all waiting
 * @param writeTimeout how long anything else may take, with all waiting
 * @param maxTenantEntries rows that one tenant may have, or 0 for any number
 */
public record PgvectorSettings(PgvectorTable table, int dimension, boolean createsTable, int maxConnections,
		Duration lookupTimeout, Duration writeTimeout, int maxTenantEntries) {

	/** Most dimensions that pgvector indexes in half precision. */
	public static final int MAX_DIMENSION = 4000;

	static final String STORE_PROPERTY = "llmcache.semantic.store";

	static final String TABLE_PROPERTY = "llmcache.semantic.pgvector.table";

	static final String EMBEDDINGS_PROPERTY = "llmcache.embedding.postgres.table";

	static final String INITIALIZE_PROPERTY = "llmcache.initialize-schema";

	public PgvectorSettings {
		if (dimension > MAX_DIMENSION) {
			throw new PgvectorSchemaException(Reason.DIMENSION_TOO_LARGE, """
					The embedding model's vectors have %d dimensions, and pgvector indexes at most %d. Use a model \
					with fewer, or set %s to another store.""".formatted(dimension, MAX_DIMENSION, STORE_PROPERTY));
		}
		if (dimension < 1 || maxConnections < 1 || lookupTimeout.isNegative() || lookupTimeout.isZero()
				|| writeTimeout.isNegative() || writeTimeout.isZero() || maxTenantEntries < 0) {
			throw new IllegalArgumentException(
					"Dimension, connections and timeouts must be positive, and no number negative");
		}
	}

	/**
	 * Settings of a table that any tenant may fill.
	 * @param table the table
	 * @param dimension of the embedding model's vectors
	 * @param createsTable whether a missing table (and extension) is created
	 * @param maxConnections how many connections are open at the most
	 * @param lookupTimeout how long a search may take, with all waiting
	 * @param writeTimeout how long anything else may take, with all waiting
	 */
	public PgvectorSettings(PgvectorTable table, int dimension, boolean createsTable, int maxConnections,
			Duration lookupTimeout, Duration writeTimeout) {
		this(table, dimension, createsTable, maxConnections, lookupTimeout, writeTimeout, 0);
	}

	/**
	 * Settings of a table that must be there already.
	 * @param dimension of the embedding model's vectors
	 * @return the defaults
	 */
	public static PgvectorSettings ofDimension(int dimension) {
		return new PgvectorSettings(PgvectorTable.DEFAULT, dimension, false, 4, Duration.ofMillis(150),
				Duration.ofSeconds(5));
	}

	public PgvectorSettings withTable(PgvectorTable table) {
		return new PgvectorSettings(table, this.dimension, this.createsTable, this.maxConnections, this.lookupTimeout,
				this.writeTimeout, this.maxTenantEntries);
	}

	public PgvectorSettings withTableCreated(boolean createsTable) {
		return new PgvectorSettings(this.table, this.dimension, createsTable, this.maxConnections, this.lookupTimeout,
				this.writeTimeout, this.maxTenantEntries);
	}

	public PgvectorSettings withMaxTenantEntries(int maxTenantEntries) {
		return new PgvectorSettings(this.table, this.dimension, this.createsTable, this.maxConnections,
				this.lookupTimeout, this.writeTimeout, maxTenantEntries);
	}

	public PgvectorSettings withMaxConnections(int maxConnections) {
		return new PgvectorSettings(this.table, this.dimension, this.createsTable, maxConnections, this.lookupTimeout,
				this.writeTimeout, this.maxTenantEntries);
	}

}
