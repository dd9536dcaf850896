package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.test.servers.PostgresServer;

/**
 * Access of a test to its database, past the index.
 *
 * @param url JDBC URL
 * @param user a superuser
 * @param password the user's password
 */
record PgvectorDatabase(String url, String user, String password) {

	static PgvectorDatabase of(PostgresServer server) {
		return new PgvectorDatabase(server.jdbcUrl(), server.user(), server.password());
	}

	/** Another database of the same server. */
	PgvectorDatabase named(String name) {
		return new PgvectorDatabase(this.url.replaceFirst("/[^/?]*($|\\?)", "/" + name + "$1"), this.user,
				this.password);
	}

	/** The same database by another address. */
	PgvectorDatabase at(String host, int port) {
		return new PgvectorDatabase(this.url.replaceFirst("//[^/]+/", "//" + host + ":" + port + "/"), this.user,
				this.password);
	}

	Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.user, this.password);
	}

	PgvectorConnections connections(PgvectorSettings settings) {
		return PgvectorConnections.of(this.url, this.user, this.password, settings);
	}

	void execute(String sql, Object... parameters) {
		try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			statement.execute();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** First column of each row. */
	List<String> query(String sql) {
		List<String> rows = new ArrayList<>();
		try (Connection connection = connect();
				PreparedStatement statement = connection.prepareStatement(sql);
				ResultSet results = statement.executeQuery()) {
			while (results.next()) {
				rows.add(results.getString(1));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return rows;
	}

	long count(String sql) {
		return Long.parseLong(query(sql).get(0));
	}

}
