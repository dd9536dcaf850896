package dev.llmcache.store.pgvector;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.FailureTypes;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Vectors of documents in a table of PostgreSQL, which needs no extension for it.
 * <p>
 * Thread-safe. {@value #AT_ONCE} vectors at a time are asked for within the settings'
 * lookup timeout, and stored within their write timeout; what fails, throws a
 * {@link PgvectorException}. A row that nobody asked for in its lifetime is deleted by
 * the way, a few thousand a minute; when it was asked for last is known to the day.
 */
public final class PostgresEmbeddingStore implements EmbeddingStore, StoreReporter {

	static final int AT_ONCE = 500;

	static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(PostgresEmbeddingStore.class);

	private static final Duration USE_PRECISION = Duration.ofDays(1);

	private static final String READ = """
			SELECT set_config('statement_timeout', ?, true);
			SELECT id, vector, used_at FROM ${embeddings} WHERE id = ANY (?)
			""";

	private static final String TOUCH = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			UPDATE ${embeddings} SET used_at = ? WHERE id IN (
			  SELECT id FROM ${embeddings} WHERE id = ANY (?) ORDER BY id FOR UPDATE SKIP LOCKED)
			""";

	private static final String WRITE = """
			SELECT set_config('statement_timeout', ?, true);
			INSERT INTO ${embeddings} (id, vector, used_at) SELECT unnest(?::bytea[]), unnest(?::bytea[]), ?
			ON CONFLICT (id) DO UPDATE SET vector = excluded.vector, used_at = excluded.used_at
			""";

	private static final String DELETE = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			DELETE FROM ${embeddings} WHERE id IN (
			  SELECT id FROM ${embeddings} WHERE used_at < ? LIMIT 5000 FOR UPDATE SKIP LOCKED)
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final CompanionTable table;

	private final Duration lifetime;

	private final InstantSource clock;

	private final StoreCounts counts = new StoreCounts(Removal.EXPIRED);

	private final TableFigures figures;

	private final AtomicReference<Instant> deleted = new AtomicReference<>(Instant.MIN);

	private PostgresEmbeddingStore(PgvectorConnections connections, PgvectorSettings settings, Duration lifetime,
			InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.table = new CompanionTable(connections, settings, settings.table().embeddings());
		this.lifetime = lifetime;
		this.clock = clock;
		this.figures = new TableFigures(connections, settings, clock);
	}

	/**
	 * Opens a store, and has its table created where that is allowed. A server that
	 * cannot be reached is a warning.
	 * @param connections to the database; closed with the store, or if it cannot be used
	 * @param settings what is configured; the dimension does not matter
	 * @param lifetime how long vectors are kept that nobody asks for
	 * @param clock tells the time
	 * @return the store
	 * @throws PgvectorSchemaException if the database cannot be used as it is
	 */
	public static PostgresEmbeddingStore open(PgvectorConnections connections, PgvectorSettings settings,
			Duration lifetime, InstantSource clock) {
		PostgresEmbeddingStore store = new PostgresEmbeddingStore(connections, settings, lifetime, clock);
		try {
			store.check();
			return store;
		}
		catch (PgvectorSchemaException ex) {
			connections.close();
			throw ex;
		}
	}

	private void check() {
		try {
			requirePostgres();
			find(List.of(new VectorKey(Fingerprint.of(new byte[Fingerprint.LENGTH]), Kind.DOCUMENT, List.of())));
		}
		catch (PgvectorSchemaException ex) {
			throw ex;
		}
		catch (PgvectorException ex) {
			String state = ex.getSqlState();
			if (state != null && state.startsWith("42")) {
				throw new PgvectorSchemaException(Reason.CREATION_REFUSED,
						"The table '%s' could not be read or created (SQLState %s). Have it created by someone who may, or change %s."
							.formatted(this.settings.table(), state, PgvectorSettings.EMBEDDINGS_PROPERTY),
						ex);
			}
			warn();
		}
		catch (BreakerOpenException ex) {
			warn();
		}
	}

	private static void warn() {
		logger.warn("PostgreSQL cannot be reached, so documents are embedded again until it can; which server that "
				+ "is, spring.datasource.* says");
	}

	private void requirePostgres() {
		String product = this.connections.callUnpooled(this.settings.writeTimeout(),
				(connection) -> connection.getMetaData().getDatabaseProductName());
		if (!"PostgreSQL".equals(product)) {
			throw new PgvectorSchemaException(Reason.NOT_POSTGRESQL,
					"The application's DataSource leads to %s, not to PostgreSQL. Set llmcache.embedding.store to another store than 'postgres'."
						.formatted(product));
		}
	}

	@Override
	public boolean keeps(Kind kind) {
		return kind == Kind.DOCUMENT;
	}

	@Override
	public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
		Map<VectorKey, byte[]> found = find(keys);
		this.counts.asked(keys.size(), found.size());
		return found;
	}

	private Map<VectorKey, byte[]> find(Collection<VectorKey> keys) {
		Map<Fingerprint, VectorKey> byId = new HashMap<>();
		keys.forEach((key) -> byId.put(key.id(), key));
		Map<VectorKey, byte[]> found = new HashMap<>();
		List<byte[]> fading = new ArrayList<>();
		OffsetDateTime recently = timestamp(this.clock.instant().minus(USE_PRECISION));
		for (List<VectorKey> page : pages(keys)) {
			this.table.call(this.settings.lookupTimeout(), READ, (statement) -> {
				statement.setArray(2, ids(statement, page));
				statement.execute();
				// The first one's results are settings
				statement.getMoreResults();
				ResultSet results = statement.getResultSet();
				while (results.next()) {
					byte[] id = results.getBytes("id");
					found.put(byId.get(Fingerprint.of(id)), results.getBytes("vector"));
					if (results.getObject("used_at", OffsetDateTime.class).isBefore(recently)) {
						fading.add(id);
					}
				}
				return true;
			});
		}
		touch(fading);
		return found;
	}

	private void touch(List<byte[]> ids) {
		if (ids.isEmpty()) {
			return;
		}
		byTheWay(() -> this.table.call(this.settings.writeTimeout(), TOUCH, (statement) -> {
			statement.setObject(2, timestamp(this.clock.instant()));
			statement.setArray(3, bytes(statement, ids));
			return statement.execute();
		}));
	}

	@Override
	public void put(Map<VectorKey, byte[]> vectors) {
		for (List<VectorKey> page : pages(vectors.keySet())) {
			this.table.call(this.settings.writeTimeout(), WRITE, (statement) -> {
				statement.setArray(2, ids(statement, page));
				statement.setArray(3, bytes(statement, page.stream().map(vectors::get).toList()));
				statement.setObject(4, timestamp(this.clock.instant()));
				return statement.execute();
			});
			this.counts.put(page.size());
		}
		deleteUnused();
	}

	private void deleteUnused() {
		Instant now = this.clock.instant();
		Instant last = this.deleted.get();
		if (now.isBefore(last.equals(Instant.MIN) ? last : last.plus(BETWEEN_DELETIONS))
				|| !this.deleted.compareAndSet(last, now)) {
			return;
		}
		byTheWay(() -> this.table.call(this.settings.writeTimeout(), DELETE, (statement) -> {
			statement.setObject(2, timestamp(now.minus(this.lifetime)));
			statement.execute();
			statement.getMoreResults();
			this.counts.removed(Removal.EXPIRED, Math.max(0, statement.getUpdateCount()));
			return true;
		}));
	}

	private static void byTheWay(Runnable work) {
		try {
			work.run();
		}
		catch (PgvectorException | BreakerOpenException ex) {
			logger.debug("The table of vectors was not tended: " + FailureTypes.of(ex));
		}
	}

	/** Keys in one order, in which several instances lock the rows of each other's. */
	private static List<List<VectorKey>> pages(Collection<VectorKey> keys) {
		List<VectorKey> sorted = keys.stream()
			.sorted(Comparator.comparing((VectorKey key) -> key.id().bytes(), Arrays::compareUnsigned))
			.toList();
		List<List<VectorKey>> pages = new ArrayList<>();
		for (int i = 0; i < sorted.size(); i += AT_ONCE) {
			pages.add(sorted.subList(i, Math.min(sorted.size(), i + AT_ONCE)));
		}
		return pages;
	}

	private static Array ids(PreparedStatement statement, List<VectorKey> keys) throws SQLException {
		return bytes(statement, keys.stream().map((key) -> key.id().bytes()).toList());
	}

	private static Array bytes(PreparedStatement statement, List<byte[]> values) throws SQLException {
		return statement.getConnection().createArrayOf("bytea", values.toArray(byte[][]::new));
	}

	private static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	/** Documents belong to nobody. */
	@Override
	public long erase(Set<Mark> marks) {
		return 0;
	}

	@Override
	public List<StoreReport> reports() {
		return List
			.of(this.figures.report("embedding-postgresql", Layer.EMBEDDING, this.counts, this.counts.accesses()));
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
