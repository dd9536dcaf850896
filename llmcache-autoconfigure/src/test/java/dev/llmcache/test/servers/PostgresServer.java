package dev.llmcache.test.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * PostgreSQL with pgvector for tests.
 * <p>
 * A started one has an empty database of which {@link #user()} is the superuser; the
 * extension {@code vector} is there to be created.
 */
public final class PostgresServer extends TestServer {

	private static final String NAME = "llmcache";

	static final ServerRecipe RECIPE = new ServerRecipe("postgres", "LLMCACHE_TEST_POSTGRES_URL",
			"pgvector/pgvector:pg18", 5432,
			Map.of("POSTGRES_USER", NAME, "POSTGRES_PASSWORD", NAME, "POSTGRES_DB", NAME),
			(port, dataFolder) -> List.of("postgres", "-c", "fsync=off", "-c", "full_page_writes=off"),
			(port, dataFolder) -> List.of("/usr/local/bin/postgres", "-D", dataFolder, "-p", String.valueOf(port)),
			"INT");

	private static final Supplier<PostgresServer> SHARED = new Once<>(() -> find(Machine.current()));

	private final PostgresAddress address;

	private PostgresServer(ServerInstance instance, boolean shared, PostgresAddress address) {
		super(RECIPE, instance, shared);
		this.address = address;
	}

	/**
	 * Return the PostgreSQL that all tests of this JVM share.
	 * @throws NoServerException if none can be had
	 */
	public static PostgresServer shared() {
		return SHARED.get();
	}

	/**
	 * Start a PostgreSQL of the caller's own, with an empty database.
	 * @throws NoServerException if none can be had
	 */
	public static PostgresServer start() {
		return start(RECIPE, Machine.current(), false);
	}

	/**
	 * Start a PostgreSQL of the caller's own, with an empty database, which can be
	 * reached over TLS too.
	 * @param certificate the server's
	 * @throws NoServerException if none can be had
	 */
	public static PostgresServer start(TestCertificate certificate) {
		String own = "chown -R postgres . && exec docker-entrypoint.sh postgres" + tls("/tmp/tls/");
		ServerRecipe recipe = new ServerRecipe(RECIPE.name(), RECIPE.addressVariable(), RECIPE.image(),
				RECIPE.containerPort(), RECIPE.containerEnvironment(),
				(port, folder) -> certificate.files().before("/tmp/tls", List.of("/bin/sh", "-c", own)),
				(port, folder) -> certificate.files()
					.before(folder,
							List.of("/bin/sh", "-c",
									"exec /usr/local/bin/postgres -D . -p %d%s".formatted(port, tls("")))),
				RECIPE.stopSignal());
		return start(recipe, Machine.current(), false);
	}

	private static String tls(String folder) {
		return " -c ssl=on -c ssl_cert_file=%1$s%2$s -c ssl_key_file=%1$s%3$s".formatted(folder,
				TestCertificate.CERTIFICATE, TestCertificate.KEY);
	}

	static PostgresServer find(Machine machine) {
		return machine.address(RECIPE).map((url) -> at(url, machine)).orElseGet(() -> start(RECIPE, machine, true));
	}

	private static PostgresServer at(String url, Machine machine) {
		PostgresAddress address;
		try {
			address = PostgresAddress.parse(url, machine.variable("LLMCACHE_TEST_POSTGRES_USER"),
					machine.variable("LLMCACHE_TEST_POSTGRES_PASSWORD"));
		}
		catch (IllegalArgumentException ex) {
			throw new NoServerException(RECIPE, RECIPE.addressVariable() + " " + ex.getMessage());
		}
		PostgresServer server = new PostgresServer(new ExternalServer(address.host(), address.port()), true, address);
		server.awaitAnswer();
		return server;
	}

	private static PostgresServer start(ServerRecipe recipe, Machine machine, boolean shared) {
		ServerInstance instance = machine.source(recipe).start(recipe);
		String jdbcUrl = "jdbc:postgresql://%s:%d/%s".formatted(instance.host(), instance.port(), NAME);
		PostgresServer server = new PostgresServer(instance, shared,
				new PostgresAddress(instance.host(), instance.port(), jdbcUrl, NAME, NAME));
		server.awaitAnswer();
		return server;
	}

	public String jdbcUrl() {
		return this.address.jdbcUrl();
	}

	public String user() {
		return this.address.user();
	}

	public String password() {
		return this.address.password();
	}

	/**
	 * Return the command that writes all that is in the database to its standard output,
	 * as SQL.
	 * @throws SQLException if the server does not answer
	 */
	public List<String> dump() throws SQLException {
		try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password());
				ResultSet port = connection.createStatement().executeQuery("SHOW port")) {
			port.next();
			// Where Debian keeps it, and elsewhere by the path alone
			return inside("sh", "-c", "PATH=$(echo /usr/lib/postgresql/*/bin):$PATH exec pg_dump \"$0\"",
					"postgresql://%s:%s@127.0.0.1:%s/%s".formatted(user(), password(), port.getString(1), NAME));
		}
	}

	@Override
	boolean answers() {
		try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password())) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
