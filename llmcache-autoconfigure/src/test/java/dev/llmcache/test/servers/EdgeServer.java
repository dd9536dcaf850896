package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * HTTP cache in front of an application, for tests: Varnish with xkey, or nginx. Runs
 * with the configuration that the documentation ships, with other addresses filled in.
 */
public final class EdgeServer extends TestServer {

	private static final int PROBE_TIMEOUT_MS = 2000;

	private static final String WRITE_AND_RUN = "mkdir -p \"$2\" && cd \"$2\" && printf '%s' \"$1\" >edge.conf && exec ";

	private EdgeServer(ServerRecipe recipe, ServerInstance instance) {
		super(recipe, instance, false);
	}

	/**
	 * Start a Varnish of the caller's own.
	 * @param vcl file of {@code docs/edge}
	 * @param backend port of the application on this machine
	 * @throws NoServerException if none can be had
	 */
	public static EdgeServer varnish(String vcl, int backend) {
		String configuration = filled(vcl, ".port = \"8080\";", ".port = \"%d\";".formatted(backend));
		return start(recipe("varnish", "varnish:7.7",
				"varnishd -F -T none -a \"127.0.0.1:$3\" -n \"$2/run\" -f \"$2/edge.conf\" -s malloc,64m",
				(port) -> configuration));
	}

	/**
	 * Start an nginx of the caller's own.
	 * @param conf file of {@code docs/edge}
	 * @param backend port of the application on this machine
	 * @throws NoServerException if none can be had
	 */
	public static EdgeServer nginx(String conf, int backend) {
		String behind = filled(filled(conf, "server 127.0.0.1:8080;", "server 127.0.0.1:%d;".formatted(backend)),
				"proxy_cache_path /var/cache/nginx/llmcache ", "proxy_cache_path cache ");
		return start(recipe("nginx", "nginx:1.29", "nginx -p \"$2/\" -e stderr -c \"$2/edge.conf\" -g 'daemon off;'",
				(port) -> withinMain(filled(behind, "listen 80;", "listen 127.0.0.1:%d;".formatted(port)))));
	}

	private static String withinMain(String http) {
		return """
				pid nginx.pid;
				worker_processes 1;
				events {
				}
				http {
					access_log off;
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					%s
				}
				""".formatted(http);
	}

	private static String filled(String configuration, String documented, String actual) {
		if (configuration.split(Pattern.quote(documented), -1).length != 2) {
			throw new IllegalArgumentException("The configuration does not say once: " + documented);
		}
		return configuration.replace(documented, actual);
	}

	private static ServerRecipe recipe(String name, String image, String run, IntFunction<String> configuration) {
		ServerRecipe.CommandLine command = (port, folder) -> List.of("/bin/sh", "-c", WRITE_AND_RUN + run, name,
				configuration.apply(port), folder, String.valueOf(port));
		return new ServerRecipe(name, "", image, ServerRecipe.HOST_NETWORK, Map.of(),
				(port, folder) -> command.of(port, "/tmp" + folder), command, "TERM");
	}

	private static EdgeServer start(ServerRecipe recipe) {
		EdgeServer server = new EdgeServer(recipe, Machine.current().source(recipe).start(recipe));
		server.awaitAnswer();
		return server;
	}

	/**
	 * Read a file of the documentation.
	 * @param name its name below {@code docs/edge}
	 */
	public static String documented(String name) {
		try (InputStream file = EdgeServer.class.getResourceAsStream("/docs/edge/" + name)) {
			if (file == null) {
				throw new IllegalStateException("No docs/edge/" + name + " on the class path");
			}
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public URI uri() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * Return the command that prints the counters of this Varnish as JSON.
	 */
	public List<String> varnishstat() {
		return inside("varnishstat", "-1", "-j", "-n", ServerRecipe.CONTAINER_DATA + "/run");
	}

	/**
	 * Return a port for an application that is started after the server in front of it.
	 * Not one of those that the system gives to outgoing connections.
	 */
	public static int freePort() {
		return LoopbackPort.free();
	}

	// Varnish refuses this by itself: with the application not there yet, it would not
	// try
	// again for a while
	@Override
	boolean answers() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host(), port()), PROBE_TIMEOUT_MS);
			socket.setSoTimeout(PROBE_TIMEOUT_MS);
			socket.getOutputStream()
				.write("PURGE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("HTTP/");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
