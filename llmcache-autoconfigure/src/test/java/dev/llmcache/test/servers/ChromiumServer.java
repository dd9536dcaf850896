package dev.llmcache.test.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Headless Chromium for tests, which a driver reaches over its DevTools protocol.
 */
public final class ChromiumServer extends TestServer {

	private static final int PROBE_TIMEOUT_MS = 2000;

	private static final int DEFAULT_PORT = 9222;

	// Without a sandbox of its own, as containers and roots to chroot into have none to
	// give: it opens pages of this machine only
	private static final List<String> SETTINGS = List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
			"--hide-scrollbars", "--font-render-hinting=none", "about:blank");

	static final ServerRecipe RECIPE = new ServerRecipe("chromium", "LLMCACHE_TEST_CHROMIUM_URL",
			"chromedp/headless-shell:stable", ServerRecipe.HOST_NETWORK, Map.of(),
			(port, folder) -> commandLine(Stream.of(), port, "/tmp/profile"),
			(port, folder) -> commandLine(Stream.of("/usr/lib/chromium/chromium-headless-shell"), port, folder),
			"TERM");

	private static final Supplier<ChromiumServer> SHARED = new Once<>(() -> find(Machine.current()));

	private ChromiumServer(ServerRecipe recipe, ServerInstance instance, boolean shared) {
		super(recipe, instance, shared);
	}

	/**
	 * Return the browser that all tests of this JVM share, each in contexts of its own.
	 * @throws NoServerException if none can be had
	 */
	public static ChromiumServer shared() {
		return SHARED.get();
	}

	private static ChromiumServer find(Machine machine) {
		ChromiumServer server = machine.address(RECIPE)
			.map(ChromiumServer::at)
			.orElseGet(() -> new ChromiumServer(RECIPE, machine.source(RECIPE).start(RECIPE), true));
		server.awaitAnswer();
		return server;
	}

	private static ChromiumServer at(String address) {
		URI uri = URI.create(address);
		if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
			throw new NoServerException(RECIPE, RECIPE.addressVariable() + " is not of the form http://host:port");
		}
		int port = (uri.getPort() < 0) ? DEFAULT_PORT : uri.getPort();
		return new ChromiumServer(RECIPE, new ExternalServer(uri.getHost(), port), true);
	}

	private static List<String> commandLine(Stream<String> program, int port, String profile) {
		return Stream
			.of(program, Stream.of("--remote-debugging-port=" + port, "--user-data-dir=" + profile), SETTINGS.stream())
			.flatMap((part) -> part)
			.toList();
	}

	/**
	 * Return the address that drivers connect to.
	 */
	public String url() {
		return "http://%s:%d".formatted(host(), port());
	}

	@Override
	boolean answers() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host(), port()), PROBE_TIMEOUT_MS);
			socket.setSoTimeout(PROBE_TIMEOUT_MS);
			socket.getOutputStream()
				.write("GET /json/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
