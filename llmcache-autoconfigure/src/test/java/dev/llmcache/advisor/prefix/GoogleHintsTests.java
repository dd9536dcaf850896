package dev.llmcache.advisor.prefix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.llmcache.prefix.EndpointReport;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.ShopCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

class GoogleHintsTests {

	private static final String TEXT = new ShopCalls(1, 80).stable();

	private final PrefixFixture fixture = new PrefixFixture();

	private final ShopCalls calls = new ShopCalls(2, 1);

	private final List<JsonNode> made = new CopyOnWriteArrayList<>();

	private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

	private final HttpServer server = server();

	private boolean refusing;

	private GoogleGenAiChatModel model;

	@BeforeEach
	void connect() {
		this.server.createContext("/", this::answer);
		this.server.start();
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort();
		Client client = Client.builder().apiKey("none").httpOptions(HttpOptions.builder().baseUrl(url).build()).build();
		this.model = GoogleGenAiChatModel.builder()
			.genAiClient(client)
			.options(GoogleGenAiChatOptions.builder().model("gemini-2.5-flash").build())
			.build();
		this.fixture.google = new GoogleHints(new CachedContents(() -> client, Duration.ofHours(1), Runnable::run));
	}

	@AfterEach
	void close() {
		this.server.stop(0);
	}

	@Test
	void namesWhatGeminiKeepsInPlaceOfTheText() {
		ChatClient client = client();
		for (int i = 0; i < 4; i++) {
			ask(client);
		}
		assertThat(this.made).singleElement()
			.satisfies((request) -> assertThat(request.path("systemInstruction").toString()).contains("Rule 7"));
		assertThat(this.asked.subList(0, 2))
			.allSatisfy((request) -> assertThat(request.has("systemInstruction")).isTrue());
		assertThat(this.asked.subList(2, 4)).allSatisfy((request) -> {
			assertThat(request.path("cachedContent").stringValue()).isEqualTo("cachedContents/1");
			assertThat(request.has("systemInstruction")).isFalse();
		});
	}

	@Test
	void sendsTheTextWhereGeminiHasForgottenIt() {
		ChatClient client = client();
		ask(client);
		ask(client);
		this.refusing = true;
		assertThat(ask(client)).isEqualTo("Yes.");
		assertThat(this.asked.getLast().has("systemInstruction")).isTrue();
		assertThat(stream(client)).isEqualTo("Yes.");
		this.fixture.clock.advance(Duration.ofHours(1));
		this.refusing = false;
		ask(client);
		ask(client);
		assertThat(stream(client)).isEqualTo("Yes.");
		assertThat(this.asked.getLast().path("cachedContent").stringValue()).isEqualTo("cachedContents/2");
		this.refusing = true;
		assertThat(stream(client)).isEqualTo("Yes.");
		assertThat(this.asked.getLast().has("systemInstruction")).isTrue();
	}

	@Test
	void keepsNothingForCallsWithTools() {
		ChatClient client = client();
		for (int i = 0; i < 4; i++) {
			client.prompt().system(TEXT).user("q").tools(this.calls.tools().toArray()).call().content();
		}
		assertThat(this.made).isEmpty();
	}

	@Test
	void putsWhatChangesIntoTheQuestion() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		client().prompt()
			.system("You are brief.")
			.user("two?")
			.advisors(PrefixParams.volatileText("date", "It is Monday."))
			.call()
			.content();
		assertThat(this.asked.getFirst().path("contents").path(0).path("parts").path(0).path("text").stringValue())
			.isEqualTo("<context>\nIt is Monday.\n</context>\n\ntwo?");
	}

	@Test
	void countsWhatWasCached() {
		PrefixAdvisor advisor = this.fixture.advisor();
		ask(ChatClient.builder(this.model).defaultAdvisors(advisor).build());
		EndpointReport report = advisor.report().endpoints().getFirst();
		assertThat(report.promptTokens()).isEqualTo(2_000);
		assertThat(report.cachedTokens()).isEqualTo(1_500);
	}

	private ChatClient client() {
		return ChatClient.builder(this.model).defaultAdvisors(this.fixture.advisor()).build();
	}

	private String ask(ChatClient client) {
		return String.valueOf(client.prompt().system(TEXT).user("q").call().content());
	}

	private String stream(ChatClient client) {
		return String.join("",
				client.prompt().system(TEXT).user("q").stream().content().collectList().blockOptional().orElseThrow());
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
			String path = exchange.getRequestURI().getPath();
			if (path.endsWith("cachedContents")) {
				this.made.add(request);
				reply(exchange, 200, "{\"name\": \"cachedContents/%d\", \"model\": \"models/gemini-2.5-flash\"}"
					.formatted(this.made.size()));
				return;
			}
			this.asked.add(request);
			if (this.refusing && request.has("cachedContent")) {
				reply(exchange, 403,
						"{\"error\": {\"code\": 403, \"message\": \"CachedContent not found\", \"status\": \"PERMISSION_DENIED\"}}");
				return;
			}
			String answer = """
					{"candidates": [{"content": {"role": "model", "parts": [{"text": "Yes."}]}, "finishReason": "STOP"}],
					 "usageMetadata": {"promptTokenCount": 2000, "cachedContentTokenCount": 1500, "candidatesTokenCount": 1,
					  "totalTokenCount": 2001}, "modelVersion": "gemini-2.5-flash"}""";
			reply(exchange, 200, path.contains("stream") ? "data: " + answer.replace("\n", "") + "\n\n" : answer);
		}
	}

	private static void reply(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders()
			.set("Content-Type", body.startsWith("data:") ? "text/event-stream" : "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private static HttpServer server() {
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
