package dev.llmcache.test.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.test.edge.EdgeApplication.Stack;
import dev.llmcache.test.servers.EdgeServer;
import org.jspecify.annotations.Nullable;

/**
 * The application behind a real cache with the configuration of the documentation, and a
 * client in front of it.
 */
public final class EdgeSetup implements AutoCloseable {

	private static final Set<String> FROM_THE_EDGE = Set.of("hit", "stale", "updating", "revalidated");

	private static final Pattern NUMBER = Pattern.compile("answer (\\d+) to ");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final EdgeServer edge;

	private final EdgeApplication application;

	private final @Nullable SlowWire wire;

	private EdgeSetup(EdgeServer edge, EdgeApplication application, @Nullable SlowWire wire) {
		this.edge = edge;
		this.application = application;
		this.wire = wire;
	}

	/**
	 * Kind of cache.
	 */
	public enum Kind {

		/** Varnish with xkey. */
		VARNISH {

			@Override
			EdgeServer start(int backend) {
				return EdgeServer.varnish(EdgeServer.documented("varnish.vcl"), backend);
			}

		},

		/** The {@code proxy_cache} of nginx, which cannot be purged. */
		NGINX {

			@Override
			EdgeServer start(int backend) {
				return EdgeServer.nginx(EdgeServer.documented("nginx.conf"), backend);
			}

		};

		abstract EdgeServer start(int backend);

	}

	/**
	 * Start both on free ports.
	 * @param kind kind of cache
	 * @param stack what serves the application's requests
	 * @param settings of the application
	 */
	public static EdgeSetup start(Kind kind, Stack stack, String... settings) {
		return start(kind, stack, null, settings);
	}

	/**
	 * Start both on free ports, with a network between them that takes its time.
	 * @param kind kind of cache
	 * @param stack what serves the application's requests
	 * @param wire how long a response takes to the cache at the most, or null for no
	 * network
	 * @param settings of the application
	 */
	public static EdgeSetup start(Kind kind, Stack stack, @Nullable Duration wire, String... settings) {
		int port = EdgeServer.freePort();
		int front = (wire != null) ? EdgeServer.freePort() : port;
		EdgeServer edge = kind.start(front);
		List<String> all = new ArrayList<>(List.of(settings));
		all.add("server.port=" + port);
		all.add("llmcache.edge.paths=/paths/{q}");
		all.add("llmcache.edge.answers-path=/answers");
		if (kind == Kind.VARNISH) {
			all.add("llmcache.edge.varnish.addresses=" + edge.uri());
		}
		try {
			EdgeApplication application = EdgeApplication.start(stack, all.toArray(String[]::new));
			return new EdgeSetup(edge, application, (wire != null) ? new SlowWire(front, port, wire) : null);
		}
		catch (RuntimeException ex) {
			edge.close();
			throw ex;
		}
	}

	public EdgeApplication application() {
		return this.application;
	}

	public EdgeServer edge() {
		return this.edge;
	}

	/**
	 * Ask through the cache.
	 * @param path path and query
	 * @param headers names and values in turn
	 */
	public Reply get(String path, String... headers) {
		return send("GET", path, headers);
	}

	/**
	 * Ask through the cache.
	 * @param method the method, without a body
	 * @param path path and query
	 * @param headers names and values in turn
	 */
	public Reply send(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.edge.uri() + path))
			.timeout(Duration.ofSeconds(20))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return new Reply(this.client.send(request.build(), BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	public static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.client.close();
		if (this.wire != null) {
			this.wire.close();
		}
		this.application.close();
		this.edge.close();
	}

	/**
	 * Response that came through the cache.
	 *
	 * @param response the response
	 */
	public record Reply(HttpResponse<String> response) {

		/**
		 * Return whether the cache answered without the application.
		 */
		public boolean isFromTheEdge() {
			return FROM_THE_EDGE
				.contains(this.response.headers().firstValue("X-Cache").orElse("").toLowerCase(Locale.ROOT));
		}

		public int status() {
			return this.response.statusCode();
		}

		public String body() {
			return this.response.body();
		}

		/**
		 * Return the number of the model's call that the answer is from, 0 if it is none.
		 */
		public int number() {
			return numberFrom(0);
		}

		int numberFrom(int start) {
			Matcher matcher = NUMBER.matcher(body());
			return matcher.find(start) ? Integer.parseInt(matcher.group(1)) : 0;
		}

	}

}
