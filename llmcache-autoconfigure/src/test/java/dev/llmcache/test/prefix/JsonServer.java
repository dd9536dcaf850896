package dev.llmcache.test.prefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Local HTTP server of one path that answers JSON, or events if it is asked to stream.
 */
final class JsonServer implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer http;

	JsonServer(String path, Function<JsonNode, String> answers) {
		try {
			this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.http.createContext(path, (exchange) -> answer(exchange, answers));
		this.http.setExecutor(this.threads);
		this.http.start();
	}

	String url() {
		return "http://%s:%d".formatted(this.http.getAddress().getHostString(), this.http.getAddress().getPort());
	}

	private static void answer(HttpExchange exchange, Function<JsonNode, String> answers) throws IOException {
		try (exchange) {
			JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
			byte[] body = answers.apply(request).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders()
				.set("Content-Type",
						request.path("stream").asBoolean(false) ? "text/event-stream" : "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.http.stop(0);
		this.threads.shutdownNow();
	}

}
