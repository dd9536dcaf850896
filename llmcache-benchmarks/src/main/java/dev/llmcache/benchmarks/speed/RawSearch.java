package dev.llmcache.benchmarks.speed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;

/**
 * The nearest vector of a scope by plain JDBC: a prepared query whose plan is made once,
 * on a connection that is kept, and nothing else.
 */
final class RawSearch implements AutoCloseable {

	/**
	 * The graph is in the order of the distance alone, so that no plan can use it; and
	 * the question is converted once, where it would be for each row.
	 */
	private static final String NEAREST = """
			SELECT id, (embedding <=> (SELECT ?::real[]::halfvec)) + 0 AS distance FROM %s WHERE scope = ?
			ORDER BY distance LIMIT 1
			""";

	private static final String RECORDS = """
			SELECT id, record, distance FROM (
			  SELECT id, (embedding <=> (SELECT ?::real[]::halfvec)) + 0 AS distance FROM ${table} WHERE scope = ?
			  ORDER BY distance LIMIT 8) AS nearest JOIN ${table} USING (id) ORDER BY distance
			""";

	private final Connection connection;

	private final String table;

	private final PreparedStatement nearest;

	private final PreparedStatement records;

	/**
	 * Connects.
	 * @param server the server
	 * @param table an index's
	 * @throws SQLException if the server fails
	 */
	RawSearch(PostgresServer server, PgvectorTable table) throws SQLException {
		this.connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
		this.table = table.toString();
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("SET plan_cache_mode = force_generic_plan");
		}
		this.nearest = this.connection.prepareStatement(NEAREST.formatted(this.table));
		this.records = this.connection.prepareStatement(RECORDS.replace("${table}", this.table));
	}

	/**
	 * Searches.
	 * @param question the question
	 * @return the distance of the nearest
	 */
	double nearest(Question question) {
		try (ResultSet result = ask(this.nearest, question)) {
			if (!result.next()) {
				throw new IllegalStateException("The scope is empty");
			}
			result.getBytes(1);
			return result.getDouble(2);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Searches for as many as the cache does, and reads their records.
	 * @param question the question
	 * @return the records
	 */
	List<byte[]> records(Question question) {
		try (ResultSet result = ask(this.records, question)) {
			List<byte[]> found = new ArrayList<>();
			while (result.next()) {
				found.add(result.getBytes(2));
			}
			return found;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ResultSet ask(PreparedStatement statement, Question question) throws SQLException {
		statement.setObject(1, question.vector());
		statement.setBytes(2, question.scope().bytes());
		return statement.executeQuery();
	}

	/**
	 * How the server finds the nearest.
	 * @return the plan, line by line
	 */
	String plan() {
		String query = NEAREST.formatted(this.table).replace("?::", "$1::").replace("= ?", "= $2");
		try (Statement prepare = this.connection.createStatement();
				Statement explain = this.connection.createStatement()) {
			prepare.execute("PREPARE explained (real[], bytea) AS " + query);
			ResultSet lines = explain.executeQuery("EXPLAIN EXECUTE explained (NULL, NULL)");
			Stream.Builder<String> plan = Stream.builder();
			while (lines.next()) {
				plan.add(lines.getString(1));
			}
			return plan.build().collect(Collectors.joining("\n"));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
