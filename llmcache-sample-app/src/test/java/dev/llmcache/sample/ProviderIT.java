package dev.llmcache.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.llmcache.sample.SupportDeskClient.Reply;
import dev.llmcache.sample.demo.DemoChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the sample with a key or the profile of a real provider, whose part a local
 * server plays.
 */
class ProviderIT {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private HttpServer provider = startProvider();

	@BeforeEach
	void forgetRequests() {
		this.requests.clear();
	}

	@AfterEach
	void stopProvider() {
		this.provider.stop(0);
	}

	@Test
	void asksOpenAiOnceAKeyIsSet() {
		try (ConfigurableApplicationContext context = start("--OPENAI_API_KEY=test-key",
				"--OPENAI_BASE_URL=" + url() + "/v1")) {
			assertAnswersThroughTheCache(context, "/v1/chat/completions gpt-4.1-mini Bearer test-key");
		}
	}

	@Test
	void asksOllamaInItsProfile() {
		try (ConfigurableApplicationContext context = start("--spring.profiles.active=ollama",
				"--OPENAI_API_KEY=test-key", "--OLLAMA_BASE_URL=" + url())) {
			assertAnswersThroughTheCache(context, "/api/chat llama3.2 no key");
		}
	}

	@Test
	void keepsToItselfWhatAFailingProviderSays() {
		this.provider.removeContext("/v1/chat/completions");
		this.provider.createContext("/v1/chat/completions",
				(exchange) -> answer(exchange, 401, "{\"error\":{\"message\":\"Incorrect key test-key\"}}"));
		try (ConfigurableApplicationContext context = start("--OPENAI_API_KEY=test-key",
				"--OPENAI_BASE_URL=" + url() + "/v1")) {
			SupportDeskClient client = new SupportDeskClient(port(context), "shop");

			ResponseEntity<String> response = client.post("{\"question\":\"Where is my order 17?\"}");

			assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
			assertThat(response.getBody()).contains("The model did not answer").doesNotContain("test-key");
			assertThat(client.get("/api/ask/stream?q=hello").getBody())
				.isEqualTo("event:error\ndata:{\"detail\":\"The model did not answer. Please try again.\"}\n\n");
		}
	}

	private void assertAnswersThroughTheCache(ConfigurableApplicationContext context, String request) {
		assertThat(context.getBeansOfType(DemoChatModel.class)).isEmpty();
		assertThat(context.getBeansOfType(EmbeddingModel.class)).isEmpty();
		SupportDeskClient client = new SupportDeskClient(port(context), "shop");

		Reply first = client.ask("Where is my order 17?");
		Reply second = client.ask("Where is my order 17?");

		assertThat(first.answer()).isEqualTo("From the provider.");
		assertThat(first.cache().status()).isEqualTo("miss");
		assertThat(second.answer()).isEqualTo("From the provider.");
		assertThat(second.cache()).matches((cache) -> cache.isHitOf("exact"));
		assertThat(this.requests).containsExactly(request);
		assertThat(client.get("/api/desk").getBody()).contains("\"demo\":false");
	}

	private static ConfigurableApplicationContext start(String... args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		String[] all = new String[args.length + 1];
		all[0] = "--server.port=0";
		System.arraycopy(args, 0, all, 1, args.length);
		return application.run(all);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private String url() {
		return "http://localhost:" + this.provider.getAddress().getPort();
	}

	private HttpServer startProvider() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/v1/chat/completions", (exchange) -> answer(exchange, 200, """
					{"id":"1","object":"chat.completion","created":1,"model":"gpt-4.1-mini","choices":[{"index":0,
					"message":{"role":"assistant","content":"From the provider."},"finish_reason":"stop"}],
					"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""));
			server.createContext("/api/chat", (exchange) -> answer(exchange, 200, """
					{"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","done":true,"done_reason":"stop",
					"message":{"role":"assistant","content":"From the provider."},"total_duration":1,"load_duration":1,
					"prompt_eval_count":1,"prompt_eval_duration":1,"eval_count":1,"eval_duration":1}"""));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private void answer(HttpExchange exchange, int status, String json) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String model = body.replaceAll("(?s).*\"model\"\\s*:\\s*\"([^\"]+)\".*", "$1");
		String key = exchange.getRequestHeaders().getFirst("Authorization");
		this.requests.add(exchange.getRequestURI().getPath() + " " + model + " " + ((key != null) ? key : "no key"));
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
