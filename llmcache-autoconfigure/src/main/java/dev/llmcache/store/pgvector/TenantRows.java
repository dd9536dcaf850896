package dev.llmcache.store.pgvector;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of the index's table by the tenants that they belong to, of which each may have a
 * number of them.
 * <p>
 * Only an index over tenants and times is read, up to that number, and few rows are
 * deleted at a time, so that searches go on as they were.
 */
final class TenantRows {

	/** Comes before every tenant. */
	static final byte[] START = new byte[0];

	/** Most rows that are deleted at a time. */
	static final int BATCH = 500;

	private static final int TENANTS = 20;

	private static final String TIMEOUT = """
			SELECT set_config('statement_timeout', ?, true), set_config('synchronous_commit', 'off', true);
			""";

	/** Rows that another instance is deleting or replacing are left to it. */
	private static final String TRIM = TIMEOUT + """
			DELETE FROM ${table} WHERE id IN (
			  SELECT id FROM ${table} WHERE tenant = ? ORDER BY stored_at
			  LIMIT (SELECT greatest(count(*) - ${most}, 0) FROM (
			    SELECT FROM ${table} WHERE tenant = ? LIMIT ${most} + ${batch}) AS held)
			  FOR UPDATE SKIP LOCKED)
			""";

	/** Skips from tenant to tenant; the number of rows in between costs nothing. */
	private static final String TENANTS_AFTER = TIMEOUT + """
			WITH RECURSIVE each AS (
			  (SELECT tenant FROM ${table} WHERE tenant > ? ORDER BY tenant LIMIT 1)
			  UNION ALL
			  SELECT (SELECT tenant FROM ${table} WHERE tenant > each.tenant ORDER BY tenant LIMIT 1)
			  FROM each WHERE each.tenant IS NOT NULL)
			SELECT tenant, EXISTS (SELECT FROM ${table} AS held WHERE held.tenant = each.tenant OFFSET ${most}) AS above
			FROM each WHERE tenant IS NOT NULL LIMIT ${tenants}
			""";

	private final PgvectorConnections connections;

	private final Duration timeout;

	private final String trim;

	private final String tenantsAfter;

	TenantRows(PgvectorConnections connections, PgvectorSettings settings) {
		this.connections = connections;
		this.timeout = settings.writeTimeout();
		this.trim = named(TRIM, settings);
		this.tenantsAfter = named(TENANTS_AFTER, settings);
	}

	private static String named(String statement, PgvectorSettings settings) {
		return statement.replace("${table}", settings.table().quoted())
			.replace("${most}", Integer.toString(settings.maxTenantEntries()))
			.replace("${batch}", Integer.toString(BATCH))
			.replace("${tenants}", Integer.toString(TENANTS));
	}

	/**
	 * Deletes rows of a tenant that has too many, the oldest first.
	 * @param tenant whose
	 * @return how many were deleted, at most {@value #BATCH}
	 */
	int trim(byte[] tenant) {
		return call(this.trim, (statement) -> {
			PgvectorStatements.execute(statement, this.timeout, tenant, tenant);
			return statement.getUpdateCount();
		});
	}

	/**
	 * Reads the tenants that follow another one.
	 * @param last the other, or {@link #START}
	 * @return some of them; none when there are no more
	 */
	List<Tenant> after(byte[] last) {
		return call(this.tenantsAfter, (statement) -> {
			PgvectorStatements.execute(statement, this.timeout, last);
			List<Tenant> tenants = new ArrayList<>();
			ResultSet results = statement.getResultSet();
			while (results.next()) {
				tenants.add(new Tenant(results.getBytes("tenant"), results.getBoolean("above")));
			}
			return tenants;
		});
	}

	private <T> T call(String sql, Use<T> use) {
		return this.connections.call(this.timeout, (connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				return use.of(statement);
			}
		});
	}

	/**
	 * What is done with a statement.
	 *
	 * @param <T> of the result
	 */
	private interface Use<T> {

		T of(PreparedStatement statement) throws SQLException;

	}

	/**
	 * Tenant that has rows.
	 *
	 * @param mark its mark
	 * @param isAbove whether it has more than it may
	 */
	record Tenant(byte[] mark, boolean isAbove) {

	}

}
