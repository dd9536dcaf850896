package dev.llmcache.sample.console;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * What the sample itself tells, over HTTP.
 */
final class Figures {

	private final RestClient http;

	Figures(int port) {
		this.http = RestClient.create("http://localhost:" + port);
	}

	JsonNode overview() {
		return get("/actuator/llmcache");
	}

	JsonNode policy(String name) {
		return get("/actuator/llmcache/" + name);
	}

	JsonNode shown() {
		return get(ConsolePage.PATH + "/data").path("figures");
	}

	void ask(String question) {
		post("/api/ask", Map.of("question", question));
	}

	void replay(int questions, long seed) {
		post("/api/day?questions=%d&seed=%d".formatted(questions, seed), Map.of());
	}

	JsonNode get(String path) {
		return json(this.http.get().uri(path).accept(MediaType.APPLICATION_JSON).retrieve().body(String.class));
	}

	JsonNode post(String path, Map<String, ?> body) {
		return json(this.http.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(String.class));
	}

	JsonNode delete(String path) {
		return json(this.http.delete().uri(path).retrieve().body(String.class));
	}

	private static JsonNode json(@Nullable String body) {
		return JsonMapper.shared().readTree(Objects.requireNonNull(body));
	}

}
