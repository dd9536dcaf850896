package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Redis for tests.
 */
public final class RedisServer extends TestServer {

	static final ServerRecipe RECIPE = new ServerRecipe("redis", "LLMCACHE_TEST_REDIS_URL", "redis:8.0", 6379, Map.of(),
			commandLine("redis-server"), (port, dataFolder) -> commandLine("/usr/bin/redis-server", "--bind",
					"127.0.0.1", "--port", String.valueOf(port), "--dir", dataFolder),
			"TERM");

	private static final int DEFAULT_PORT = 6379;

	private static final int PROBE_TIMEOUT_MS = 2000;

	private static final Supplier<RedisServer> SHARED = new Once<>(() -> find(Machine.current()));

	private final String uri;

	private RedisServer(ServerInstance instance, boolean shared, String uri) {
		super(RECIPE, instance, shared);
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
	 * @throws NoServerException if none can be had
	 */
	public static RedisServer start() {
		return start(Machine.current(), false);
	}

	static RedisServer find(Machine machine) {
		return machine.address(RECIPE).map(RedisServer::at).orElseGet(() -> start(machine, true));
	}

	private static RedisServer at(String address) {
		URI uri = URI.create(address);
		if (!"redis".equals(uri.getScheme()) || uri.getHost() == null) {
			throw new NoServerException(RECIPE, RECIPE.addressVariable() + " is not of the form redis://host:port");
		}
		int port = (uri.getPort() < 0) ? DEFAULT_PORT : uri.getPort();
		RedisServer server = new RedisServer(new ExternalServer(uri.getHost(), port), true, address);
		server.awaitAnswer();
		return server;
	}

	private static RedisServer start(Machine machine, boolean shared) {
		ServerInstance instance = machine.source(RECIPE).start(RECIPE);
		String uri = "redis://%s:%d".formatted(instance.host(), instance.port());
		RedisServer server = new RedisServer(instance, shared, uri);
		server.awaitAnswer();
		return server;
	}

	/**
	 * Keeps no snapshots; an append-only file written before each reply survives a kill.
	 */
	private static List<String> commandLine(String... start) {
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
	 * Ask over a bare socket, so that tests need no client for it. A server which asks
	 * for a password answers, one which still loads its data does not.
	 */
	@Override
	boolean answers() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host(), port()), PROBE_TIMEOUT_MS);
			socket.setSoTimeout(PROBE_TIMEOUT_MS);
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			InputStream replies = socket.getInputStream();
			String reply = new String(replies.readNBytes(5), StandardCharsets.US_ASCII);
			return reply.equals("+PONG") || reply.equals("-NOAU");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
