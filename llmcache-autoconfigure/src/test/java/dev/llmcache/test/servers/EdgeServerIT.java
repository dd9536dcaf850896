package dev.llmcache.test.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documented configurations, as the servers take them.
 */
class EdgeServerIT {

	private final AtomicInteger requests = new AtomicInteger();

	@SuppressWarnings("NullAway.Init")
	private HttpServer application;

	@BeforeEach
	void startApplication() throws IOException {
		this.application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.application.createContext("/", (exchange) -> {
			if (exchange.getRequestMethod().equals("GET")) {
				this.requests.incrementAndGet();
			}
			if (exchange.getRequestURI().getPath().equals("/public")) {
				exchange.getResponseHeaders().set("Cache-Control", "public, max-age=60, stale-while-revalidate=0");
				exchange.getResponseHeaders().set("xkey", "abc def");
			}
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.application.start();
	}

	@AfterEach
	void stopApplication() {
		this.application.stop(0);
	}

	@Test
	void varnishKeepsWhatIsPublicUntilItsTagIsPurged() throws Exception {
		try (EdgeServer edge = EdgeServer.varnish(EdgeServer.documented("varnish.vcl"), port())) {
			assertThat(get(edge, "/public").headers().firstValue("X-Cache")).hasValue("miss");
			HttpResponse<Void> hit = get(edge, "/public");
			assertThat(hit.headers().firstValue("X-Cache")).hasValue("hit");
			assertThat(hit.headers().firstValue("xkey")).isEmpty();
			HttpRequest purge = HttpRequest.newBuilder(edge.uri())
				.method("PURGE", HttpRequest.BodyPublishers.noBody())
				.header("xkey-purge", "def")
				.build();
			assertThat(send(purge).statusCode()).isEqualTo(200);
			assertThat(get(edge, "/public").headers().firstValue("X-Cache")).hasValue("miss");
		}
	}

	@Test
	void varnishDoesNotKeepWhatSaysNothing() throws Exception {
		try (EdgeServer edge = EdgeServer.varnish(EdgeServer.documented("varnish.vcl"), port())) {
			get(edge, "/silent");
			get(edge, "/silent");
			assertThat(this.requests).hasValue(2);
		}
	}

	@Test
	void varnishTellsItsCounters() throws Exception {
		try (EdgeServer edge = EdgeServer.varnish(EdgeServer.documented("varnish.vcl"), port())) {
			Process process = new ProcessBuilder(edge.varnishstat()).start();
			assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.contains("MAIN.cache_hit");
		}
	}

	@Test
	void nginxKeepsWhatIsPublic() throws Exception {
		try (EdgeServer edge = EdgeServer.nginx(EdgeServer.documented("nginx.conf"), port())) {
			assertThat(get(edge, "/public").headers().firstValue("X-Cache")).hasValue("MISS");
			assertThat(get(edge, "/public").headers().firstValue("X-Cache")).hasValue("HIT");
			get(edge, "/silent");
			get(edge, "/silent");
			assertThat(this.requests).hasValue(3);
		}
	}

	private int port() {
		return this.application.getAddress().getPort();
	}

	private static HttpResponse<Void> get(EdgeServer edge, String path) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(edge.uri() + path)).build());
	}

	private static HttpResponse<Void> send(HttpRequest request) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, HttpResponse.BodyHandlers.discarding());
		}
	}

}
