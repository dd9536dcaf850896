package dev.llmcache.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Local HTTP server of one path that answers by a script and remembers what it was asked.
 */
final class ModelServer implements AutoCloseable {

	private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer http;

	private volatile Script script = (request, number) -> Reply.json(404, Json.of("{}"));

	ModelServer(String path) throws IOException {
		this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.http.createContext(path, this::answer);
		this.http.setExecutor(this.threads);
		this.http.start();
	}

	String url() {
		return "http://%s:%d".formatted(this.http.getAddress().getHostString(), this.http.getAddress().getPort());
	}

	void script(Script next) {
		this.script = next;
	}

	/** Bodies of all requests so far. */
	List<JsonNode> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.http.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		JsonNode request = Json.parse(exchange.getRequestBody().readAllBytes());
		if (exchange.getRequestURI().getPath().endsWith(":streamGenerateContent")) {
			((ObjectNode) request).put("streamed", true);
		}
		this.requests.add(request);
		Reply reply = this.script.reply(request, this.requests.size());
		exchange.getResponseHeaders().set("Content-Type", reply.mediaType());
		exchange.sendResponseHeaders(reply.status(), 0);
		OutputStream body = exchange.getResponseBody();
		for (String frame : reply.frames()) {
			body.write(frame.getBytes(StandardCharsets.UTF_8));
			body.flush();
		}
		if (reply.dropped()) {
			// Closing the exchange would end the body as if it were whole
			throw new IOException("Connection dropped by the script");
		}
		exchange.close();
	}

	/**
	 * Decides what to send back.
	 */
	@FunctionalInterface
	interface Script {

		/**
		 * Answers a request.
		 * @param request its body
		 * @param number how many requests there were, this one included
		 * @return what to send back
		 */
		Reply reply(JsonNode request, int number);

	}

}
