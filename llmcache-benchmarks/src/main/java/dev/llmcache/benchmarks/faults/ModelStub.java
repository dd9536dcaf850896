package dev.llmcache.benchmarks.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.llmcache.benchmarks.faults.node.FaultsNode;
import dev.llmcache.benchmarks.faults.node.Topic;
import dev.llmcache.test.WordEmbedder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server that speaks like OpenAI: it takes 20 ms for an answer, whole or in pieces, gives
 * each a number in its id, and embeds by words. Its embedding can be made to hang.
 */
final class ModelStub implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration TIME = Duration.ofMillis(20);

	private static final int PIECES = 4;

	private static final int BACKLOG = 2048;

	private static final String CHAT = "/chat/completions";

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final WordEmbedder words = new WordEmbedder("words");

	private final AtomicInteger serials = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition resumed = this.lock.newCondition();

	private final HttpServer http;

	private boolean hanging;

	ModelStub() {
		try {
			this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.http.createContext("/v1" + CHAT, this::chat);
		this.http.createContext("/v1/embeddings", this::embed);
		this.http.setExecutor(this.threads);
		this.http.start();
	}

	String uri() {
		return "http://127.0.0.1:%d/v1".formatted(this.http.getAddress().getPort());
	}

	/**
	 * Has no embedding answered, or those that wait and all further ones.
	 * @param hang whether they hang
	 */
	void hangEmbeddings(boolean hang) {
		this.lock.lock();
		try {
			this.hanging = hang;
			this.resumed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitResumed() {
		this.lock.lock();
		try {
			while (this.hanging) {
				this.resumed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void chat(HttpExchange exchange) throws IOException {
		try (exchange; OutputStream out = exchange.getResponseBody()) {
			JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
			JsonNode messages = request.path("messages");
			String question = messages.get(messages.size() - 1).path("content").asString("");
			String answer = Topic.askedBy(question).answer();
			String id = FaultsNode.SERIAL + this.serials.incrementAndGet();
			boolean streamed = request.path("stream").asBoolean(false);
			exchange.getResponseHeaders().set("Content-Type", streamed ? "text/event-stream" : "application/json");
			if (streamed) {
				exchange.sendResponseHeaders(200, 0);
				stream(id, answer, out);
			}
			else {
				Thread.sleep(TIME);
				byte[] body = whole(id, answer);
				exchange.sendResponseHeaders(200, body.length);
				out.write(body);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static byte[] whole(String id, String answer) {
		return bytes("""
				{"id":"%s","object":"chat.completion","created":1,"model":"gpt-4.1",\
				"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"%s"}}],\
				"usage":{"prompt_tokens":20,"completion_tokens":20,"total_tokens":40}}""".formatted(id, answer));
	}

	private static void stream(String id, String answer, OutputStream out) throws IOException, InterruptedException {
		for (int i = 0; i < PIECES; i++) {
			Thread.sleep(TIME.dividedBy(PIECES));
			String piece = answer.substring(i * answer.length() / PIECES, (i + 1) * answer.length() / PIECES);
			out.write(chunk(id, "{\"role\":\"assistant\",\"content\":\"" + piece + "\"}", "null"));
			out.flush();
		}
		out.write(chunk(id, "{}", "\"stop\""));
		out.write(bytes("data: [DONE]\n\n"));
	}

	private static byte[] chunk(String id, String delta, String finishReason) {
		return bytes("""
				data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"gpt-4.1",\
				"choices":[{"index":0,"finish_reason":%s,"delta":%s}]}

				""".formatted(id, finishReason, delta));
	}

	private void embed(HttpExchange exchange) throws IOException {
		try (exchange; OutputStream out = exchange.getResponseBody()) {
			JsonNode input = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("input");
			awaitResumed();
			StringBuilder vectors = new StringBuilder();
			for (JsonNode text : input.isArray() ? input : JSON.createArrayNode().add(input)) {
				vectors.append(vectors.isEmpty() ? "" : ",")
					.append("{\"object\":\"embedding\",\"index\":0,\"embedding\":")
					.append(JSON.writeValueAsString(this.words.embed(text.asString())))
					.append('}');
			}
			byte[] body = bytes("""
					{"object":"list","model":"text-embedding-3-small","data":[%s],\
					"usage":{"prompt_tokens":9,"total_tokens":9}}""".formatted(vectors));
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			out.write(body);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		hangEmbeddings(false);
		this.http.stop(0);
		this.threads.shutdownNow();
	}

}
