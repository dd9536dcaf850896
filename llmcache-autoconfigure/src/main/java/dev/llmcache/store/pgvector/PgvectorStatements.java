package dev.llmcache.store.pgvector;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordPlace;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the table.
 * <p>
 * Each is preceded by the settings of its transaction, in the same round trip, which is
 * the only one; they end with it, so that no proxy that shares connections hands them to
 * others. The first parameter is the statement timeout.
 *
 * @param search timeout, vector, scope, scope, now, limit, scope, now, limit, farthest,
 * limit; counts the scope
 * @param searchSmall timeout, vector, scope, now, limit, farthest; of a scope that was
 * counted
 * @param put timeout, id, scope, vector, record, fence, stamps, stored at, expires at,
 * tenant
 * @param remove timeout, id
 * @param sweep timeout, now, limit
 * @param contains timeout, id
 * @param delete timeout, id, record
 */
record PgvectorStatements(String search, String searchSmall, String put, String remove, String sweep, String contains,
		String delete) {

	/**
	 * Most entries of a scope that are compared one by one, if an index has them
	 * together.
	 */
	static final int EXACT_UP_TO = 10_000;

	/** Longest vectors for which there is that index. */
	static final int COVERED_DIMENSION = 1_250;

	private static final int EXACT_UP_TO_UNCOVERED = 2_000;

	/** PostgreSQL's timestamps end before Java's. */
	private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	private static final double ROUNDING = 1e-9;

	private static final String TIMEOUT = "SELECT set_config('statement_timeout', ?, true)";

	private static final String WRITING = TIMEOUT + ", set_config('synchronous_commit', 'off', true);\n";

	/** A plan for any scope would suit neither the small ones nor the large. */
	private static final String SEARCHING = TIMEOUT + """
			, set_config('plan_cache_mode', 'force_custom_plan', true)
			, set_config('hnsw.ef_search', '200', true)
			, set_config('hnsw.iterative_scan', 'relaxed_order', true);
			""";

	private static final String SEARCHING_SMALL = TIMEOUT + """
			, set_config('plan_cache_mode', 'force_generic_plan', true)
			, set_config('enable_seqscan', 'off', true)
			, set_config('max_parallel_workers_per_gather', '0', true)
			, set_config('jit', 'off', true);
			""";

	/**
	 * Left to itself, the planner walks the graph for a scope of 20 entries while the
	 * table has no statistics, and for one of 500 when it has them. So a scope is counted
	 * first, no further than needed; OFFSET 0 keeps the graph out of the exact branch,
	 * and the branch that does not apply is never executed.
	 */
	private static final String SEARCH = """
			WITH question AS MATERIALIZED (SELECT ?::real[]::halfvec AS embedding),
			  size AS MATERIALIZED (SELECT count(*) AS entries FROM (SELECT FROM ${table} WHERE scope = ? LIMIT ${exact} + 1) AS s),
			  nearest AS MATERIALIZED (
			    (SELECT id, embedding <=> (SELECT embedding FROM question) AS distance
			      FROM ${table}
			      WHERE scope = ? AND expires_at > ? AND (SELECT entries FROM size) > ${exact}
			      ORDER BY distance LIMIT ?)
			    UNION ALL
			    (SELECT id, embedding <=> (SELECT embedding FROM question) AS distance
			      FROM (SELECT id, embedding FROM ${table}
			        WHERE scope = ? AND expires_at > ? AND (SELECT entries FROM size) <= ${exact} OFFSET 0) AS small
			      ORDER BY distance LIMIT ?))
			SELECT id, record, distance, (SELECT entries FROM size) AS entries FROM nearest JOIN ${table} USING (id)
			WHERE distance <= greatest(?, (SELECT min(distance) FROM nearest))
			ORDER BY distance LIMIT ?
			""";

	/**
	 * A small scope has one good plan, which a connection makes once. Whatever the table
	 * looked like then, it reads an index of the scope and nothing else: the graph is in
	 * the order of the distance alone, an index of what expires does not know the truth
	 * of a comparison, and each record is looked up by itself.
	 */
	private static final String SEARCH_SMALL = """
			WITH nearest AS MATERIALIZED (
			  SELECT id, (embedding <=> (SELECT ?::real[]::halfvec)) + 0 AS distance FROM ${table}
			    WHERE scope = ? AND (expires_at > ?) IS TRUE ORDER BY distance LIMIT ?)
			SELECT id, (SELECT record FROM ${table} AS found WHERE found.id = nearest.id) AS record, distance,
			  0 AS entries
			FROM nearest WHERE distance <= greatest(?, (SELECT min(distance) FROM nearest)) ORDER BY distance
			""";

	private static final String PUT = """
			INSERT INTO ${table} AS present (id, scope, embedding, record, fence, stamps, stored_at, expires_at,
			  tenant) VALUES (?, ?, ?::real[]::halfvec, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, embedding = excluded.embedding,
			  record = excluded.record, fence = excluded.fence, stamps = excluded.stamps,
			  stored_at = excluded.stored_at, expires_at = excluded.expires_at, tenant = excluded.tenant
			  WHERE present.fence <= excluded.fence OR present.expires_at <= excluded.stored_at
			""";

	private static final String REMOVE = "DELETE FROM ${table} WHERE id = ?";

	private static final String DELETE = "DELETE FROM ${table} WHERE id = ? AND record = ?";

	private static final String CONTAINS = "SELECT FROM ${table} WHERE id = ?";

	/** Rows that another instance is deleting or replacing are left to it. */
	private static final String SWEEP = """
			DELETE FROM ${table} WHERE id IN (
			  SELECT id FROM ${table} WHERE expires_at <= ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
			""";

	static PgvectorStatements on(PgvectorSettings settings) {
		PgvectorTable table = settings.table();
		String search = named(SEARCH, table).replace("${exact}", Integer.toString(exactUpTo(settings.dimension())));
		return new PgvectorStatements(SEARCHING + search, SEARCHING_SMALL + named(SEARCH_SMALL, table),
				WRITING + named(PUT, table), WRITING + named(REMOVE, table), WRITING + named(SWEEP, table),
				TIMEOUT + ";\n" + named(CONTAINS, table), WRITING + named(DELETE, table));
	}

	static int exactUpTo(int dimension) {
		return (dimension <= COVERED_DIMENSION) ? EXACT_UP_TO : EXACT_UP_TO_UNCOVERED;
	}

	/** The distance of what has a cosine similarity, and no less for being rounded. */
	static double farthest(double least) {
		return 1 - least + ROUNDING;
	}

	static OffsetDateTime timestamp(Instant instant) {
		return (instant.isBefore(LATEST) ? instant : LATEST).atOffset(ZoneOffset.UTC);
	}

	/** Leaves at the result of the second statement; the first one's are settings. */
	static void execute(PreparedStatement statement, Duration timeout, Object... parameters) throws SQLException {
		statement.setString(1, Long.toString(timeout.toMillis()));
		bind(statement, 2, parameters);
		statement.execute();
		statement.getMoreResults();
	}

	static void bind(PreparedStatement statement, int first, Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(first + i, parameters[i]);
		}
	}

	/** Place of a row, or null where nobody of us put it. */
	static @Nullable RecordPlace place(byte[] id, byte[] scope) {
		boolean isOurs = id.length == Fingerprint.LENGTH && scope.length == Fingerprint.LENGTH;
		return isOurs ? new RecordPlace(Fingerprint.of(id), Fingerprint.of(scope)) : null;
	}

	private static String named(String statement, PgvectorTable table) {
		return statement.replace("${table}", table.quoted());
	}

}
