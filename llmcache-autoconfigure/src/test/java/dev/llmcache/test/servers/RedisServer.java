package dev.llmcache.test.servers;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Redis for tests.
 */
public final class RedisServer extends TestServer {

	static final ServerRecipe RECIPE = new ServerRecipe("redis", "LLMCACHE_TEST_REDIS_URL", "redis:8.0", 6379, Map.of(),
			(port, dataFolder) -> commandLine("redis-server"),
			(port, dataFolder) -> commandLine("/usr/bin/redis-server", "--bind", "127.0.0.1", "--port",
					String.valueOf(port), "--dir", dataFolder),
			"TERM");

	private static final int DEFAULT_PORT = 6379;

	private static final Supplier<RedisServer> SHARED = new Once<>(() -> find(Machine.current()));

	private final String uri;

	private RedisServer(ServerRecipe recipe, ServerInstance instance, boolean shared, String uri) {
		super(recipe, instance, shared);
		this.uri = uri;
	}

	/**
	 * Return the Redis that all tests of this JVM share.
	 * @throws NoServerException if none can be had
	 */
	public static RedisServer shared() {
		return SHARED.get();
	}

	/**
	 * Start a Redis of the caller's own, empty.
	 * @param settings as on the command line, of which the last counts; with any, a
	 * container shares the host's network, so that servers reach each other
	 * @throws NoServerException if none can be had
	 */
	public static RedisServer start(String... settings) {
		return start((settings.length > 0) ? recipe(settings) : RECIPE, Machine.current(), false);
	}

	/**
	 * Start a Redis of the caller's own, empty, which can be reached over TLS too.
	 * @param certificate the server's
	 * @param port for TLS
	 * @throws NoServerException if none can be had
	 */
	public static RedisServer start(TestCertificate certificate, int port) {
		String[] settings = { "--tls-port", String.valueOf(port), "--tls-auth-clients", "no", "--tls-cert-file",
				TestCertificate.CERTIFICATE, "--tls-key-file", TestCertificate.KEY, "--tls-ca-cert-file",
				TestCertificate.AUTHORITY };
		ServerRecipe plain = recipe(settings);
		return start(
				new ServerRecipe(plain.name(), plain.addressVariable(), plain.image(), plain.containerPort(),
						plain.containerEnvironment(), withFiles(certificate, plain.containerCommand()),
						withFiles(certificate, plain.installedCommand()), plain.stopSignal()),
				Machine.current(), false);
	}

	private static ServerRecipe.CommandLine withFiles(TestCertificate certificate, ServerRecipe.CommandLine command) {
		return (port, folder) -> certificate.files().before(folder, command.of(port, folder));
	}

	private static ServerRecipe recipe(String... settings) {
		return new ServerRecipe(RECIPE.name(), RECIPE.addressVariable(), RECIPE.image(), ServerRecipe.HOST_NETWORK,
				Map.of(), (port, folder) -> commandLine("redis-server", port, folder, settings),
				(port, folder) -> commandLine("/usr/bin/redis-server", port, folder, settings), RECIPE.stopSignal());
	}

	private static List<String> commandLine(String program, int port, String folder, String... settings) {
		List<String> address = commandLine(program, "--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir",
				folder);
		return Stream.concat(address.stream(), Stream.of(settings)).toList();
	}

	static RedisServer find(Machine machine) {
		return machine.address(RECIPE)
			.map((address) -> at(RECIPE, address))
			.orElseGet(() -> start(RECIPE, machine, true));
	}

	static RedisServer at(ServerRecipe recipe, String address) {
		URI uri = URI.create(address);
		if (!"redis".equals(uri.getScheme()) || uri.getHost() == null) {
			throw new NoServerException(recipe, recipe.addressVariable() + " is not of the form redis://host:port");
		}
		int port = (uri.getPort() < 0) ? DEFAULT_PORT : uri.getPort();
		RedisServer server = new RedisServer(recipe, new ExternalServer(uri.getHost(), port), true, address);
		server.awaitAnswer();
		return server;
	}

	static RedisServer start(ServerRecipe recipe, Machine machine, boolean shared) {
		ServerInstance instance = machine.source(recipe).start(recipe);
		String uri = "redis://%s:%d".formatted(instance.host(), instance.port());
		RedisServer server = new RedisServer(recipe, instance, shared, uri);
		server.awaitAnswer();
		return server;
	}

	/**
	 * Keeps no snapshots; an append-only file written before each reply survives a kill.
	 */
	static List<String> commandLine(String... start) {
		return Stream.concat(Stream.of(start), Stream.of("--save", "", "--appendonly", "yes", "--appendfsync", "no"))
			.toList();
	}

	/**
	 * Return the URI of the server, as Lettuce and {@code spring.data.redis.url} take it.
	 */
	public String uri() {
		return this.uri;
	}

	/**
	 * A server which asks for a password answers, one which still loads its data does
	 * not.
	 */
	@Override
	boolean answers() {
		String reply = ask("PING");
		return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
	}

	/**
	 * Ask over a bare socket, so that tests need no client for it.
	 * @param command the command and its arguments, separated by blanks
	 * @return the reply as Redis writes it, empty if there is none
	 */
	public String ask(String command) {
		return InlineCommands.ask(host(), port(), command, "QUIT");
	}

}
