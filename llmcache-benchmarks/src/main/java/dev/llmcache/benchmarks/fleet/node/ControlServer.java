package dev.llmcache.benchmarks.fleet.node;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a node is told what to do, over HTTP on a free port of this machine.
 */
final class ControlServer implements AutoCloseable {

	/** Asks what is in the body, an {@link Ask}; replies with a list of {@link Reply}. */
	static final String ASK = "/ask";

	/** Invalidates the tag in the body; replies with {@link Invalidated}. */
	static final String INVALIDATE = "/invalidate";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpServer server;

	private final Callers callers;

	private final LlmCache cache;

	ControlServer(Callers callers, LlmCache cache) throws IOException {
		this.callers = callers;
		this.cache = cache;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext(ASK, (exchange) -> reply(exchange, this::ask));
		this.server.createContext(INVALIDATE, (exchange) -> reply(exchange, this::invalidate));
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	private Object ask(byte[] body) throws InterruptedException {
		return this.callers.carryOut(JSON.readValue(body, Ask.class));
	}

	private Object invalidate(byte[] body) {
		Invalidation byTag = Invalidation.byTag(new String(body, StandardCharsets.UTF_8));
		long startMicros = Clock.micros();
		long start = System.nanoTime();
		try {
			this.cache.invalidate(byTag);
			return new Invalidated(startMicros, Clock.micros(), System.nanoTime() - start, null);
		}
		catch (InvalidationFailedException ex) {
			return new Invalidated(startMicros, Clock.micros(), System.nanoTime() - start, ex.getMessage());
		}
	}

	private static void reply(HttpExchange exchange, Order order) throws IOException {
		try (exchange) {
			byte[] body = JSON.writeValueAsBytes(order.carryOut(exchange.getRequestBody().readAllBytes()));
			exchange.sendResponseHeaders(200, body.length);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * What is done for a request.
	 */
	private interface Order {

		Object carryOut(byte[] body) throws InterruptedException;

	}

}
