package dev.llmcache.benchmarks.canary;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.test.servers.PostgresServer;

/**
 * What a PostgreSQL has in its database and on disk.
 */
final class PostgresFiles {

	private static final String FILES = """
			WITH RECURSIVE file(path, folder) AS (
				SELECT '.', true
				UNION ALL
				SELECT file.path || '/' || name, (pg_stat_file(file.path || '/' || name, true)).isdir
				FROM file, pg_ls_dir(file.path, true, false) name
				WHERE file.folder)
			SELECT path FROM file WHERE NOT folder""";

	/** Compressed text is found neither by this nor by anybody else who searches. */
	private static final String UNCOMPRESSED = """
			SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I SET STORAGE EXTERNAL', table_schema, table_name, column_name)
			FROM information_schema.columns
			WHERE table_schema = 'public' AND udt_name IN ('bytea', 'text', 'json', 'jsonb')""";

	private PostgresFiles() {
	}

	/**
	 * Has what is written from now on not be compressed.
	 */
	static void leaveUncompressed(PostgresServer postgres) throws SQLException {
		try (Connection connection = connect(postgres); Statement statement = connection.createStatement()) {
			for (String alteration : column(statement, UNCOMPRESSED)) {
				statement.execute(alteration);
			}
		}
	}

	/**
	 * Writes what {@code pg_dump} says.
	 */
	static void dump(PostgresServer postgres, Path file) throws IOException, SQLException {
		Process process = new ProcessBuilder(postgres.dump()).redirectOutput(file.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			if (process.waitFor() != 0) {
				throw new IOException("pg_dump failed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * Writes all files of the server, one behind the other: tables, indexes and the log
	 * of what was written.
	 */
	static void copy(PostgresServer postgres, Path file) throws IOException, SQLException {
		try (Connection connection = connect(postgres); OutputStream out = Files.newOutputStream(file)) {
			for (String path : paths(connection)) {
				try (PreparedStatement read = connection
					.prepareStatement("SELECT pg_read_binary_file(?, 0, 1 << 28, true)")) {
					read.setString(1, path);
					try (ResultSet bytes = read.executeQuery()) {
						bytes.next();
						byte[] content = bytes.getBytes(1);
						out.write((content != null) ? content : new byte[0]);
					}
				}
			}
		}
	}

	private static List<String> paths(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("CHECKPOINT");
			return column(statement, FILES);
		}
	}

	private static List<String> column(Statement statement, String query) throws SQLException {
		List<String> values = new ArrayList<>();
		try (ResultSet rows = statement.executeQuery(query)) {
			while (rows.next()) {
				values.add(rows.getString(1));
			}
		}
		return values;
	}

	private static Connection connect(PostgresServer postgres) throws SQLException {
		return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
	}

}
