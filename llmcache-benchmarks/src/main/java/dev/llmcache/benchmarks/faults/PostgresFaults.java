package dev.llmcache.benchmarks.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import dev.llmcache.test.servers.PostgresServer;

/**
 * What can go wrong with PostgreSQL.
 *
 * @param postgres the server
 * @param wire the way to it, for what goes wrong there
 */
record PostgresFaults(PostgresServer postgres, FaultyWire wire) {

	private static final Duration DELAY = Duration.ofSeconds(2);

	List<Fault> ofServer() {
		return List.of(Fault.ofSemantic("postgresql-stopped", true, this.postgres::pause, this.postgres::resume),
				Fault.ofSemantic("postgresql-killed", true, this.postgres::kill, this.postgres::restart),
				Fault.ofSemantic("postgresql-emptied", true, this::emptyAndKill, this.postgres::restart));
	}

	List<Fault> ofWire() {
		return List.of(
				Fault.ofSemantic("postgresql-slow", true, () -> this.wire.slowReplies(DELAY), this.wire::recover),
				Fault.ofSemantic("postgresql-cut", true, this.wire::cutReplies, this.wire::recover));
	}

	// As if it were another server, on which nothing was created yet
	private void emptyAndKill() {
		try (Connection connection = DriverManager.getConnection(this.postgres.jdbcUrl(), this.postgres.user(),
				this.postgres.password()); Statement statement = connection.createStatement()) {
			statement.execute("DROP SCHEMA public CASCADE");
			statement.execute("CREATE SCHEMA public");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		this.postgres.kill();
	}

}
