package dev.llmcache.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays OpenAI's part and keeps books of what it charges for each of its answers, which
 * are numbered.
 */
final class CountingProvider implements AutoCloseable {

	/** A question with this word in it is refused. */
	static final String REFUSED = "unanswerable";

	/** The answer to a question with these words in it is too long. */
	private static final String CUT_OFF = "cut off";

	private static final Pattern NUMBER = Pattern.compile("Answer (\\d+)\\.");

	private static final JsonMapper JSON = new JsonMapper();

	private final Map<Integer, Charge> charges = new ConcurrentHashMap<>();

	private final Map<String, Charge> lastCharges = new ConcurrentHashMap<>();

	private final AtomicInteger answers = new AtomicInteger();

	private final HttpServer server;

	CountingProvider() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/chat/completions", this::answer);
		this.server.start();
	}

	String url() {
		return "http://localhost:%d/v1".formatted(this.server.getAddress().getPort());
	}

	/** What was charged for an answer, by its text. */
	Charge chargeOf(String answer) {
		Matcher number = NUMBER.matcher(answer);
		if (!number.find()) {
			throw new AssertionError("Not of this provider");
		}
		return Objects.requireNonNull(this.charges.get(Integer.valueOf(number.group(1))));
	}

	/** What was charged for the last answer to a question. */
	Charge lastChargeOf(String question) {
		return Objects.requireNonNull(this.lastCharges.get(question));
	}

	/** All that was charged for. */
	Charge all() {
		return this.charges.values().stream().reduce(new Charge(0, 0), Charge::plus);
	}

	int answers() {
		return this.answers.get();
	}

	private void answer(HttpExchange exchange) throws IOException {
		JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
		JsonNode messages = request.path("messages");
		String question = messages.get(messages.size() - 1).path("content").asString();
		if (question.contains(REFUSED)) {
			send(exchange, 400, "application/json", "{\"error\":{\"message\":\"refused\"}}");
			return;
		}
		int number = this.answers.incrementAndGet();
		Charge charge = new Charge(500 + question.length(), 40 + number % 60);
		this.charges.put(number, charge);
		this.lastCharges.put(question, charge);
		String text = "Answer %d. It is so.".formatted(number);
		String finish = question.contains(CUT_OFF) ? "length" : "stop";
		if (request.path("stream").asBoolean(false)) {
			String chunks = chunk("\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"}".formatted(text), "")
					+ chunk("\"delta\":{},\"finish_reason\":\"stop\"", "") + chunk("", usage(charge));
			send(exchange, 200, "text/event-stream", chunks + "data: [DONE]\n\n");
		}
		else {
			send(exchange, 200, "application/json", """
					{"id":"1","object":"chat.completion","created":1,"model":"gpt-4.1-mini","choices":[{"index":0,
					"message":{"role":"assistant","content":"%s"},"finish_reason":"%s"}]%s}""".formatted(text, finish,
					usage(charge)));
		}
	}

	private static String chunk(String choice, String usage) {
		String choices = !choice.isEmpty() ? "{\"index\":0,%s}".formatted(choice) : "";
		return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4.1-mini\","
				+ "\"choices\":[%s]%s}\n\n".formatted(choices, usage);
	}

	private static String usage(Charge charge) {
		return ",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
			.formatted(charge.input(), charge.output(), charge.input() + charge.output());
	}

	private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * Tokens that were charged for.
	 */
	record Charge(long input, long output) {

		Charge plus(Charge other) {
			return new Charge(this.input + other.input, this.output + other.output);
		}

		Charge minus(Charge other) {
			return new Charge(this.input - other.input, this.output - other.output);
		}

	}

}
