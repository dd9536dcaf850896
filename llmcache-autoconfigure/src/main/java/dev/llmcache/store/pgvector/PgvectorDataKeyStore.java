package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Wrapped data keys in a table of PostgreSQL beside the index's.
 * <p>
 * What is stored or deleted is on the disk when a method returns, whatever the database's
 * setting. Thread-safe; what fails, throws a {@link PgvectorException} within its
 * timeout.
 */
public final class PgvectorDataKeyStore implements DataKeyStore {

	private static final int PAGE = 500;

	private static final String TIMEOUT = "SELECT set_config('statement_timeout', ?, true);\n";

	/** A setting that waits for standbys is stronger still, and stays. */
	private static final String LASTING = """
			SELECT set_config('statement_timeout', ?, true),
			  set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'local'), true);
			""";

	private static final String FIND = TIMEOUT + "SELECT wrapped FROM ${keys} WHERE tenant = ?";

	private static final String CREATE = LASTING
			+ "INSERT INTO ${keys} (tenant, wrapped) VALUES (?, ?) ON CONFLICT (tenant) DO NOTHING";

	private static final String REPLACE = LASTING + "UPDATE ${keys} SET wrapped = ? WHERE tenant = ? AND wrapped = ?";

	private static final String DELETE = LASTING + "DELETE FROM ${keys} WHERE tenant = ANY (?)";

	private static final String WALK = TIMEOUT
			+ "SELECT tenant, wrapped FROM ${keys} WHERE tenant > ? ORDER BY tenant LIMIT " + PAGE;

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final CompanionTable table;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections to the database; closed with the store
	 * @param settings what is configured
	 */
	public PgvectorDataKeyStore(PgvectorConnections connections, PgvectorSettings settings) {
		this.connections = connections;
		this.settings = settings;
		this.table = new CompanionTable(connections, settings, settings.table().keys());
	}

	@Override
	public byte @Nullable [] find(Mark tenant) {
		Optional<byte[]> found = this.table.call(this.settings.lookupTimeout(), FIND, (statement) -> {
			statement.setBytes(2, tenant.bytes());
			ResultSet results = results(statement);
			return results.next() ? Optional.of(results.getBytes("wrapped")) : Optional.empty();
		});
		return found.orElse(null);
	}

	@Override
	public byte[] putIfAbsent(Mark tenant, byte[] wrapped) {
		boolean isStored = update(CREATE, tenant.bytes(), wrapped) > 0;
		byte[] present = isStored ? wrapped : find(tenant);
		// Somebody has deleted it meanwhile
		return (present != null) ? present : putIfAbsent(tenant, wrapped);
	}

	@Override
	public boolean replace(Mark tenant, byte[] present, byte[] wrapped) {
		return update(REPLACE, wrapped, tenant.bytes(), present) > 0;
	}

	private int update(String sql, byte[]... parameters) {
		return this.table.call(this.settings.writeTimeout(), sql, (statement) -> {
			PgvectorStatements.bind(statement, 2, (Object[]) parameters);
			return updated(statement);
		});
	}

	@Override
	public long delete(Set<Mark> tenants) {
		Object[] marks = tenants.stream().map(Mark::bytes).toArray(byte[][]::new);
		return this.table.call(this.settings.writeTimeout(), DELETE, (statement) -> {
			statement.setArray(2, statement.getConnection().createArrayOf("bytea", marks));
			return (long) updated(statement);
		});
	}

	@Override
	public void forEach(BiConsumer<Mark, byte[]> action) {
		byte[] last = new byte[0];
		while (last != null) {
			Map<Mark, byte[]> page = page(last);
			page.forEach(action);
			last = (page.size() == PAGE) ? lastOf(page).bytes() : null;
		}
	}

	private Map<Mark, byte[]> page(byte[] after) {
		return this.table.call(this.settings.writeTimeout(), WALK, (statement) -> {
			statement.setBytes(2, after);
			ResultSet results = results(statement);
			Map<Mark, byte[]> page = new LinkedHashMap<>();
			while (results.next()) {
				page.put(Mark.read(ByteBuffer.wrap(results.getBytes("tenant"))), results.getBytes("wrapped"));
			}
			return page;
		});
	}

	private static Mark lastOf(Map<Mark, byte[]> page) {
		return page.keySet().stream().reduce((former, latter) -> latter).orElseThrow();
	}

	/** Those of the second statement; the first one's are settings. */
	private static ResultSet results(PreparedStatement statement) throws SQLException {
		statement.execute();
		statement.getMoreResults();
		return statement.getResultSet();
	}

	private static int updated(PreparedStatement statement) throws SQLException {
		statement.execute();
		statement.getMoreResults();
		return statement.getUpdateCount();
	}

	/**
	 * Makes sure that the table is there, or can be made.
	 * @throws PgvectorSchemaException if it is neither
	 */
	public void check() {
		find(Mark.NO_TENANT);
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
