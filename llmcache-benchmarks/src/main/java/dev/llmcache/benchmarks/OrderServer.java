package dev.llmcache.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where an application in a process of its own is told what to do, over HTTP on a free
 * port of this machine.
 */
public final class OrderServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpServer server;

	/**
	 * Creates a server that does not listen yet.
	 * @throws IOException if there is no port
	 */
	public OrderServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
	}

	/**
	 * Has something done for requests.
	 * @param path where they are sent
	 * @param order what is done
	 * @return this server
	 */
	public OrderServer on(String path, Order order) {
		this.server.createContext(path, (exchange) -> reply(exchange, order));
		return this;
	}

	/**
	 * Listens, and says so on standard output.
	 */
	public void listen() {
		this.server.start();
		System.out.println(ApplicationProcess.LISTENING + this.server.getAddress().getPort());
	}

	/**
	 * Ends this process when its standard input does, and so with the process that
	 * started it.
	 */
	public static void endWithInput() {
		Thread.ofPlatform().daemon().start(() -> {
			try {
				System.in.transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				// It has ended
			}
			Runtime.getRuntime().halt(0);
		});
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
	@FunctionalInterface
	public interface Order {

		/**
		 * Does it.
		 * @param body of the request
		 * @return the response, which is written as JSON
		 * @throws InterruptedException if the thread is interrupted
		 */
		Object carryOut(byte[] body) throws InterruptedException;

	}

}
