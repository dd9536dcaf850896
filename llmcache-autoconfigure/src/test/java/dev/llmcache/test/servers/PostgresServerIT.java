package dev.llmcache.test.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PostgresServerIT {

	private static final PostgresServer SHARED = PostgresServer.shared();

	@Test
	void answersQuery() throws SQLException {
		assertThat(query(SHARED, "SELECT 1")).isEqualTo("1");
	}

	@Test
	void measuresDistanceOfVectors() throws SQLException {
		execute(SHARED, "CREATE EXTENSION IF NOT EXISTS vector");
		assertThat(query(SHARED, "SELECT '[3,0]'::halfvec <-> '[0,4]'::halfvec")).isEqualTo("5");
		assertThat(query(SHARED, "SELECT '[1,0]'::vector <=> '[0,1]'::vector")).isEqualTo("1");
	}

	@Test
	void scansHnswIndexIteratively() throws SQLException {
		execute(SHARED, "CREATE EXTENSION IF NOT EXISTS vector");
		assertThat(query(SHARED, "LOAD 'vector'; SET hnsw.iterative_scan = strict_order; SHOW hnsw.iterative_scan"))
			.isEqualTo("strict_order");
	}

	@Test
	void isNotOneTestsToEndWhenShared() {
		assertThatIllegalStateException().isThrownBy(SHARED::stop);
		assertThat(SHARED.answers()).isTrue();
	}

	@Test
	void isTakenFromEnvironmentFirst() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_POSTGRES_URL", SHARED.jdbcUrl(),
				"LLMCACHE_TEST_POSTGRES_USER", SHARED.user(), "LLMCACHE_TEST_POSTGRES_PASSWORD", SHARED.password()),
				() -> false, () -> false);
		assertThat(PostgresServer.find(machine).jdbcUrl()).isEqualTo(SHARED.jdbcUrl());
	}

	@Test
	void failsNamingTheThreeWaysWhereAddressIsOfAnotherForm() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_POSTGRES_URL", "localhost:1"), () -> false, () -> false);
		assertThatExceptionOfType(NoServerException.class).isThrownBy(() -> PostgresServer.find(machine))
			.withMessageContainingAll("not of the form postgresql://", "Three ways");
	}

	@Test
	void keepsDataOverStop() throws SQLException {
		try (PostgresServer server = PostgresServer.start();
				Connection idle = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
			write(server);
			server.stop();
			assertThat(server.answers()).isFalse();
			server.restart();
			assertThat(query(server, "SELECT word FROM kept")).isEqualTo("there");
			assertThat(idle.isValid(1)).isFalse();
		}
	}

	@Test
	void keepsDataAndAddressOverKill() throws SQLException {
		try (PostgresServer server = PostgresServer.start()) {
			String jdbcUrl = server.jdbcUrl();
			write(server);
			server.kill();
			assertThat(server.answers()).isFalse();
			server.restart();
			assertThat(server.jdbcUrl()).isEqualTo(jdbcUrl);
			assertThat(query(server, "SELECT word FROM kept")).isEqualTo("there");
		}
	}

	@Test
	void startsWithEmptyDatabaseOfItsSuperuser() throws SQLException {
		try (PostgresServer server = PostgresServer.start()) {
			assertThat(query(server, "SELECT count(*) FROM pg_stat_user_tables")).isEqualTo("0");
			assertThat(query(server, "SELECT usesuper FROM pg_user WHERE usename = current_user")).isEqualTo("t");
		}
	}

	private static void write(PostgresServer server) throws SQLException {
		execute(server, "CREATE TABLE kept AS SELECT 'there' AS word");
	}

	private static void execute(PostgresServer server, String sql) throws SQLException {
		try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String query(PostgresServer server, String sql) throws SQLException {
		try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
			boolean rows = statement.execute(sql);
			while (!rows) {
				rows = statement.getMoreResults();
			}
			try (ResultSet result = statement.getResultSet()) {
				assertThat(result.next()).isTrue();
				return result.getString(1);
			}
		}
	}

	private static Connection connect(PostgresServer server) throws SQLException {
		return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
	}

}
