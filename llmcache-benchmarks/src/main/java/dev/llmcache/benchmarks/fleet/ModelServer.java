package dev.llmcache.benchmarks.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.llmcache.benchmarks.fleet.node.AnswerText;
import dev.llmcache.benchmarks.fleet.node.Clock;
import org.awaitility.Awaitility;

/**
 * Model that all nodes ask, over HTTP on a free port of this machine: it counts the calls
 * and gives each its number for an answer.
 */
final class ModelServer implements AutoCloseable {

	private static final String PATH = "/model/";

	private static final int BACKLOG = 2048;

	private final HttpServer server;

	private final AtomicInteger serials = new AtomicInteger();

	private final Queue<ModelCall> calls = new ConcurrentLinkedQueue<>();

	private volatile Supplier<Pace> pace = () -> Pace.of(Duration.ZERO);

	ModelServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext(PATH, this::answer);
		this.server.start();
	}

	/**
	 * Address for the calls of one node.
	 */
	URI uri(int node) {
		return URI.create("http://127.0.0.1:%d%s%d".formatted(this.server.getAddress().getPort(), PATH, node));
	}

	/**
	 * Has all further calls answered at this pace.
	 */
	void answersIn(Duration time) {
		paced(() -> Pace.of(time));
	}

	/**
	 * Has each further call answered at the next pace.
	 */
	void paced(Supplier<Pace> paces) {
		this.pace = paces;
	}

	/**
	 * Calls that have come in so far.
	 */
	List<ModelCall> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * Calls that have come in so far and asked this.
	 */
	List<ModelCall> calls(String question) {
		return this.calls.stream().filter((call) -> call.question().equals(question)).toList();
	}

	/**
	 * Waits for the first call that asks this.
	 */
	ModelCall awaitCall(String question) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> calls(question), (found) -> !found.isEmpty())
			.getFirst();
	}

	private void answer(HttpExchange exchange) throws IOException {
		long micros = Clock.micros();
		try (exchange; OutputStream out = exchange.getResponseBody()) {
			String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			int node = Integer.parseInt(exchange.getRequestURI().getPath().substring(PATH.length()));
			ModelCall call = new ModelCall(this.serials.incrementAndGet(), node, question, micros);
			this.calls.add(call);
			Pace agreed = this.pace.get();
			if (agreed.fails()) {
				Thread.sleep(agreed.time());
				exchange.sendResponseHeaders(500, -1);
				return;
			}
			boolean inPieces = "pieces=true".equals(exchange.getRequestURI().getQuery());
			exchange.sendResponseHeaders(200, 0);
			write(AnswerText.pieces(AnswerText.of(call.serial()), inPieces ? agreed.pieces() : 1), agreed.time(), out);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void write(List<String> pieces, Duration time, OutputStream out)
			throws IOException, InterruptedException {
		for (String piece : pieces) {
			Thread.sleep(time.dividedBy(pieces.size()));
			out.write((piece + "\n").getBytes(StandardCharsets.UTF_8));
			out.flush();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
