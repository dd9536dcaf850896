package dev.llmcache.test.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * PgBouncer in front of a PostgreSQL, for tests, which hands its connections to others
 * between transactions.
 */
public final class PgBouncer extends TestServer {

	private final PostgresServer behind;

	private PgBouncer(ServerRecipe recipe, ServerInstance instance, PostgresServer behind) {
		super(recipe, instance, false);
		this.behind = behind;
	}

	/**
	 * Start a PgBouncer of the caller's own.
	 * @param behind the server that it connects to
	 * @param settings lines of its configuration
	 * @throws NoServerException if none can be had
	 */
	public static PgBouncer start(PostgresServer behind, String... settings) {
		ServerRecipe recipe = new ServerRecipe("pgbouncer", "", "edoburu/pgbouncer:v1.25.0-p0",
				ServerRecipe.HOST_NETWORK, Map.of(),
				(port, folder) -> commandLine("pgbouncer", behind, port, "/tmp" + folder, settings),
				(port, folder) -> commandLine("/usr/sbin/pgbouncer", behind, port, folder, settings), "QUIT");
		PgBouncer server = new PgBouncer(recipe, Machine.current().source(recipe).start(recipe), behind);
		server.awaitAnswer();
		return server;
	}

	private static List<String> commandLine(String program, PostgresServer behind, int port, String folder,
			String... settings) {
		String users = "\"%s\" \"%s\"\n".formatted(behind.user(), behind.password());
		String configuration = """
				[databases]
				* = host=%s port=%d
				[pgbouncer]
				listen_addr = 127.0.0.1
				listen_port = %d
				unix_socket_dir =
				auth_type = scram-sha-256
				auth_file = users.txt
				pool_mode = transaction
				%s
				""".formatted(behind.host(), behind.port(), port, String.join("\n", settings));
		return new StartFiles(Map.of("users.txt", users, "pgbouncer.ini", configuration)).before(folder,
				List.of(program, "pgbouncer.ini"));
	}

	/**
	 * Return the address of the same database through this.
	 */
	public String jdbcUrl() {
		return this.behind.jdbcUrl().replaceFirst("//[^/]+/", "//%s:%d/".formatted(host(), port()));
	}

	@Override
	boolean answers() {
		try (Connection connection = DriverManager.getConnection(jdbcUrl(), this.behind.user(),
				this.behind.password())) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
