package dev.llmcache.benchmarks.bill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server that speaks like OpenAI, takes its time, and counts what it charges: a token for
 * every four characters.
 */
final class BillServer implements AutoCloseable {

	static final String CHAT_MODEL = "gpt-4.1";

	static final String EMBEDDING_MODEL = "text-embedding-3-small";

	private static final String ANSWERING_MODEL = "gpt-4.1-2025-04-14";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final int CHARACTERS_PER_TOKEN = 4;

	private static final long CHAT_NANOS = 200_000_000;

	private static final long EMBEDDING_NANOS = 3_000_000;

	private final Bill bill = new Bill();

	private final Answers answers;

	private final QuestionMeanings meanings;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer http;

	BillServer(Map<String, String> labels, QuestionMeanings meanings) {
		this.answers = new Answers(labels);
		this.meanings = meanings;
		try {
			this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.http.createContext("/v1/chat/completions", (exchange) -> answer(exchange, this::chat));
		this.http.createContext("/v1/embeddings", (exchange) -> answer(exchange, this::embed));
		this.http.setExecutor(this.threads);
		this.http.start();
	}

	String url() {
		return "http://%s:%d/v1".formatted(this.http.getAddress().getHostString(), this.http.getAddress().getPort());
	}

	Bill bill() {
		return this.bill;
	}

	private void answer(HttpExchange exchange, Reply reply) throws IOException {
		try (exchange) {
			JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
			byte[] body = reply.to(request).getBytes(StandardCharsets.UTF_8);
			boolean streamed = request.path("stream").asBoolean(false);
			exchange.getResponseHeaders().set("Content-Type", streamed ? "text/event-stream" : "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private String chat(JsonNode request) {
		LockSupport.parkNanos(CHAT_NANOS);
		int input = tokens(request.path("messages").toString() + request.path("tools"));
		boolean callsTool = !request.path("tools").isEmpty()
				&& !request.path("messages").toString().contains("\"tool\"");
		String text = callsTool ? "" : this.answers.to(request.path("messages"));
		int output = callsTool ? 12 : tokens(text);
		this.bill.chat(input, output);
		ObjectNode usage = MAPPER.createObjectNode()
			.put("prompt_tokens", input)
			.put("completion_tokens", output)
			.put("total_tokens", input + output);
		return request.path("stream").asBoolean(false) ? streamed(text, usage) : whole(text, callsTool, usage);
	}

	private static String whole(String text, boolean callsTool, ObjectNode usage) {
		ObjectNode response = response("chat.completion");
		ObjectNode choice = response.putArray("choices").addObject();
		choice.put("index", 0).put("finish_reason", callsTool ? "tool_calls" : "stop");
		ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", text);
		if (callsTool) {
			ObjectNode call = message.putArray("tool_calls").addObject().put("id", "call_1").put("type", "function");
			call.putObject("function").put("name", Shop.TOOL).put("arguments", "{}");
		}
		return response.set("usage", usage).toString();
	}

	private static String streamed(String text, ObjectNode usage) {
		StringBuilder events = new StringBuilder();
		for (String word : text.split("(?<= )", -1)) {
			ObjectNode chunk = response("chat.completion.chunk");
			ObjectNode choice = chunk.putArray("choices").addObject();
			choice.put("index", 0).putNull("finish_reason");
			choice.putObject("delta").put("role", "assistant").put("content", word);
			event(events, chunk);
		}
		ObjectNode end = response("chat.completion.chunk");
		end.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop").putObject("delta");
		event(events, end);
		ObjectNode last = response("chat.completion.chunk");
		last.putArray("choices");
		event(events, last.set("usage", usage));
		return events.append("data: [DONE]\n\n").toString();
	}

	private static void event(StringBuilder events, JsonNode chunk) {
		events.append("data: ").append(chunk).append("\n\n");
	}

	private static ObjectNode response(String object) {
		return MAPPER.createObjectNode()
			.put("id", "1")
			.put("object", object)
			.put("created", 1)
			.put("model", ANSWERING_MODEL);
	}

	private String embed(JsonNode request) {
		LockSupport.parkNanos(EMBEDDING_NANOS);
		ObjectNode response = MAPPER.createObjectNode().put("object", "list").put("model", EMBEDDING_MODEL);
		ArrayNode vectors = response.putArray("data");
		int tokens = 0;
		JsonNode input = request.path("input");
		for (JsonNode text : input.isArray() ? input : MAPPER.createArrayNode().add(input)) {
			ObjectNode vector = vectors.addObject().put("object", "embedding").put("index", vectors.size() - 1);
			ArrayNode numbers = vector.putArray("embedding");
			for (float number : this.meanings.of(text.asString())) {
				numbers.add(number);
			}
			tokens += tokens(text.asString());
		}
		this.bill.embedding(tokens);
		response.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
		return response.toString();
	}

	private static int tokens(String text) {
		return Math.max(1, (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
	}

	@Override
	public void close() {
		this.http.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * What is sent back.
	 */
	@FunctionalInterface
	private interface Reply {

		String to(JsonNode request);

	}

}
