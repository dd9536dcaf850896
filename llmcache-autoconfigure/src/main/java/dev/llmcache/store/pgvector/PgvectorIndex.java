package dev.llmcache.store.pgvector;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.StampedRows.Row;

/**
 * Vector index in a table of PostgreSQL, shared by all instances of an application.
 * <p>
 * A partition of up to {@value PgvectorStatements#EXACT_UP_TO} entries is compared
 * exactly; of a larger one the planner may walk the HNSW graph instead. Vectors are kept
 * in half precision. Entries that have expired are deleted by the way, a few by every
 * {@value #PUTS_PER_SWEEP}th put, and so are those beyond a tenant's number. A crash of
 * the server may lose what was put within the last second.
 * <p>
 * Until a server that could not be reached at the start has been found, and while it does
 * not answer, each call throws a {@link PgvectorException} within its timeout.
 */
public final class PgvectorIndex implements VectorIndex, StoreReporter {

	static final int PUTS_PER_SWEEP = 100;

	private static final int ROWS_PER_SWEEP = 500;

	private static final String UNDEFINED_TABLE = "42P01";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final PgvectorStatements statements;

	private final SmallScopes smallScopes;

	private final PgvectorReadiness readiness;

	private final PgvectorWalk walk;

	private final InstantSource clock;

	private final StoreCounts counts = new StoreCounts(Removal.EXPIRED, Removal.INVALIDATED, Removal.ERASED,
			Removal.QUOTA, Removal.UNREADABLE);

	private final RecordReader records;

	private final TableFigures figures;

	private final StampedRows rows;

	private final PutUpkeep upkeep;

	private final PgvectorSweep sweep;

	private PgvectorIndex(PgvectorConnections connections, PgvectorSettings settings, RecordForm form,
			InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.statements = PgvectorStatements.on(settings);
		this.smallScopes = new SmallScopes(PgvectorStatements.exactUpTo(settings.dimension()));
		this.walk = new PgvectorWalk(connections, settings.table(), form, settings.writeTimeout(), clock);
		this.records = new RecordReader(form, this.counts, "semantic answers", this::delete);
		this.clock = clock;
		this.rows = new StampedRows(connections, settings);
		TenantQuota quota = new TenantQuota(new TenantRows(connections, settings), settings.maxTenantEntries(),
				this.counts);
		IntSupplier expiry = () -> deleteExpired(ROWS_PER_SWEEP);
		this.upkeep = new PutUpkeep(() -> deleteExpired(ROWS_PER_SWEEP), quota);
		this.sweep = new PgvectorSweep(this.rows, expiry, quota, connections, settings, clock, this.counts);
		this.figures = new TableFigures(connections, settings, clock);
		PgvectorSchema schema = new PgvectorSchema(settings);
		this.readiness = new PgvectorReadiness(() -> prepare(schema), clock);
	}

	/**
	 * Opens the index, after having checked and, where that is allowed, created its
	 * table. A server that cannot be reached is a warning.
	 * @param connections to the database; closed with the index, and when this fails
	 * @param settings what is configured
	 * @param clock tells what has expired
	 * @return the index
	 * @throws PgvectorSchemaException if the database cannot be used as it is
	 */
	public static PgvectorIndex open(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		return open(connections, settings, RecordForm.PLAIN, clock);
	}

	/**
	 * Opens the index as
	 * {@link #open(PgvectorConnections, PgvectorSettings, InstantSource)} does.
	 * @param connections to the database; closed with the index, and when this fails
	 * @param settings what is configured
	 * @param form of the records
	 * @param clock tells what has expired
	 * @return the index
	 * @throws PgvectorSchemaException if the database cannot be used as it is
	 */
	public static PgvectorIndex open(PgvectorConnections connections, PgvectorSettings settings, RecordForm form,
			InstantSource clock) {
		PgvectorIndex index = new PgvectorIndex(connections, settings, form, clock);
		try {
			index.readiness.start();
			return index;
		}
		catch (RuntimeException ex) {
			connections.close();
			throw ex;
		}
	}

	private void prepare(PgvectorSchema schema) {
		this.connections.callUnpooled(this.settings.writeTimeout(), (connection) -> {
			schema.prepare(connection);
			return true;
		});
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		return nearest(partition, vector, limit, -1);
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, String question, float[] vector, int limit, double least) {
		return nearest(partition, vector, limit, least);
	}

	private List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit, double least) {
		requireDimension(vector);
		byte[] scope = partition.bytes();
		double farthest = PgvectorStatements.farthest(least);
		OffsetDateTime now = PgvectorStatements.timestamp(this.clock.instant());
		FoundRows rows = this.smallScopes.contains(partition)
				? search(this.statements.searchSmall(), partition, vector, scope, now, limit, farthest)
				: search(this.statements.search(), partition, vector, scope, scope, now, limit, scope, now, limit,
						farthest, limit);
		this.smallScopes.counted(partition, rows.entries());
		return rows.neighbours(this.records);
	}

	private FoundRows search(String sql, Fingerprint partition, Object... parameters) {
		return call(this.settings.lookupTimeout(), sql, (statement) -> {
			PgvectorStatements.execute(statement, this.settings.lookupTimeout(), parameters);
			return FoundRows.read(partition, statement.getResultSet());
		});
	}

	@Override
	public void put(VectorEntry entry) {
		requireDimension(entry.vector());
		StoredRecord record = entry.record();
		update(this.statements.put(), entry.id().bytes(), entry.partition().bytes(), entry.vector(),
				this.records.write(new RecordPlace(entry.id(), entry.partition()), record), record.fence(),
				StampedRows.encode(record.stamps()), PgvectorStatements.timestamp(record.storedAt()),
				PgvectorStatements.timestamp(record.expiresAt()), record.tenant().bytes());
		this.counts.put(1);
		this.upkeep.put(record.tenant());
	}

	@Override
	public long erase(Set<Mark> marks) {
		this.readiness.require();
		long erased = 0;
		List<Row> rows = this.rows.after(StampedRows.START);
		while (!marks.isEmpty() && !rows.isEmpty()) {
			erased += this.rows.delete(rows.stream()
				.filter((row) -> row.stamps().stream().anyMatch((stamp) -> marks.contains(stamp.mark())))
				.toList(), true);
			rows = this.rows.after(rows.getLast().id());
		}
		this.counts.removed(Removal.ERASED, erased);
		return erased;
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		this.readiness.require();
		return this.sweep.run(outdated);
	}

	void delete(RecordPlace place, byte[] bytes) {
		update(this.statements.delete(), place.id().bytes(), bytes);
	}

	@Override
	public void remove(Fingerprint id) {
		update(this.statements.remove(), id.bytes());
	}

	@Override
	public boolean contains(Fingerprint id) {
		Duration timeout = this.settings.lookupTimeout();
		return call(timeout, this.statements.contains(), (statement) -> {
			PgvectorStatements.execute(statement, timeout, id.bytes());
			return statement.getResultSet().next();
		});
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.readiness.require();
		this.walk.forEach(action);
	}

	/**
	 * Deletes entries that have expired, the oldest first.
	 * @param limit how many at the most
	 * @return how many were deleted
	 */
	public int deleteExpired(int limit) {
		int deleted = update(this.statements.sweep(), PgvectorStatements.timestamp(this.clock.instant()), limit);
		this.counts.removed(Removal.EXPIRED, deleted);
		return deleted;
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(this.figures.report("semantic", Layer.SEMANTIC, this.counts, this.counts.putsOnly()));
	}

	@Override
	public List<BreakerReport> breakers() {
		return List.of(new BreakerReport("semantic", "postgresql", !this.readiness.isReady()));
	}

	private int update(String sql, Object... parameters) {
		Duration timeout = this.settings.writeTimeout();
		return call(timeout, sql, (statement) -> {
			PgvectorStatements.execute(statement, timeout, parameters);
			return statement.getUpdateCount();
		});
	}

	private <T> T call(Duration timeout, String sql, Use<T> use) {
		this.readiness.require();
		try {
			return this.connections.callOnce(timeout, (connection) -> {
				try (PreparedStatement statement = connection.prepareStatement(sql)) {
					return use.of(statement);
				}
			});
		}
		catch (PgvectorException ex) {
			if (UNDEFINED_TABLE.equals(ex.getSqlState())) {
				this.readiness.lost();
			}
			throw ex;
		}
	}

	private void requireDimension(float[] vector) {
		if (vector.length != this.settings.dimension()) {
			throw new IllegalArgumentException("The index takes vectors of %d dimensions, not %d"
				.formatted(this.settings.dimension(), vector.length));
		}
	}

	@Override
	public void close() {
		this.records.close();
		this.connections.close();
	}

	/**
	 * What is done with a statement.
	 *
	 * @param <T> of the result
	 */
	private interface Use<T> {

		T of(PreparedStatement statement) throws SQLException;

	}

}
