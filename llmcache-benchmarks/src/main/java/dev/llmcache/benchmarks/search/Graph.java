package dev.llmcache.benchmarks.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * HNSW index that was dropped, to be built again of all rows at once.
 *
 * @param definition the statement that creates it
 */
public record Graph(String definition) {

	/**
	 * Drops an index.
	 * @param statement on a connection that commits by itself
	 * @param name its name
	 * @return what builds it again
	 * @throws SQLException if the server fails
	 */
	public static Graph drop(Statement statement, String name) throws SQLException {
		Graph graph = new Graph(definition(statement, name));
		statement.execute("DROP INDEX " + name);
		return graph;
	}

	private static String definition(Statement statement, String name) throws SQLException {
		try (ResultSet result = statement.executeQuery("SELECT pg_get_indexdef('" + name + "'::regclass)")) {
			result.next();
			return result.getString(1);
		}
	}

	/**
	 * Builds the index as it was.
	 * @param statement on a connection that commits by itself
	 * @param megabytes memory that it may take meanwhile
	 * @return how long it took
	 * @throws SQLException if the server fails
	 */
	public Duration build(Statement statement, long megabytes) throws SQLException {
		long start = System.nanoTime();
		statement.execute("SET maintenance_work_mem = '%dMB'".formatted(megabytes));
		statement.execute(this.definition);
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
