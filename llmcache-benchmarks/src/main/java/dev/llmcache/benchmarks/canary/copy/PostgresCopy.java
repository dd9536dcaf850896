package dev.llmcache.benchmarks.canary.copy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.test.servers.PostgresServer;

/**
 * Copy of all tables of a PostgreSQL, in a schema of its own.
 */
public final class PostgresCopy implements StoreCopy {

	private static final String TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

	private final PostgresServer postgres;

	private final List<String> tables;

	private PostgresCopy(PostgresServer postgres, List<String> tables) {
		this.postgres = postgres;
		this.tables = List.copyOf(tables);
	}

	/**
	 * Copies everything.
	 * @param postgres where it is
	 * @return the copy
	 */
	public static PostgresCopy of(PostgresServer postgres) {
		List<String> tables = new ArrayList<>();
		run(postgres, (statement) -> {
			try (ResultSet rows = statement.executeQuery(TABLES)) {
				while (rows.next()) {
					tables.add(rows.getString(1));
				}
			}
			statement.execute("CREATE SCHEMA copies");
			for (String table : tables) {
				statement.execute("CREATE TABLE copies.\"%1$s\" AS TABLE public.\"%1$s\"".formatted(table));
			}
		});
		return new PostgresCopy(postgres, tables);
	}

	@Override
	public void putBack(boolean withKeys) {
		run(this.postgres, (statement) -> {
			for (String table : this.tables) {
				if (withKeys || !StoreCopy.isOfKeys(table)) {
					statement.execute("TRUNCATE public.\"%s\"".formatted(table));
					statement.execute("INSERT INTO public.\"%1$s\" TABLE copies.\"%1$s\"".formatted(table));
				}
			}
		});
	}

	@Override
	public long keys() {
		long[] count = { 0 };
		run(this.postgres, (statement) -> {
			for (String table : this.tables) {
				if (StoreCopy.isOfKeys(table)) {
					try (ResultSet rows = statement
						.executeQuery("SELECT count(*) FROM public.\"%s\"".formatted(table))) {
						rows.next();
						count[0] += rows.getLong(1);
					}
				}
			}
		});
		return count[0];
	}

	private static void run(PostgresServer postgres, Work work) {
		try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(),
				postgres.password()); Statement statement = connection.createStatement()) {
			work.on(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What is done on a connection.
	 */
	@FunctionalInterface
	private interface Work {

		void on(Statement statement) throws SQLException;

	}

}
