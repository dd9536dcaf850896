package dev.llmcache.sample;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/**
 * Client of the support desk's HTTP interface, for one tenant.
 */
final class SupportDeskClient {

	private static final JsonMapper JSON = new JsonMapper();

	private final RestClient http;

	private final Map<String, Object> scope = new LinkedHashMap<>();

	SupportDeskClient(int port, String tenant) {
		this.http = RestClient.builder()
			.baseUrl("http://localhost:" + port)
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
			.build();
		this.scope.put("tenant", tenant);
	}

	SupportDeskClient with(String field, Object value) {
		this.scope.put(field, value);
		return this;
	}

	Reply ask(String question) {
		ResponseEntity<String> response = post(JSON.writeValueAsString(body(question)));
		if (!response.getStatusCode().is2xxSuccessful()) {
			throw new AssertionError("Status " + response.getStatusCode());
		}
		return JSON.readValue(response.getBody(), Reply.class);
	}

	ResponseEntity<String> post(String body) {
		return post("/api/ask", body);
	}

	ResponseEntity<String> post(String path, String body) {
		return this.http.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(String.class);
	}

	ResponseEntity<String> get(String path) {
		return this.http.get().uri(path).retrieve().toEntity(String.class);
	}

	Streamed stream(String question) {
		String events = this.http.get()
			.uri((uri) -> uri.path("/api/ask/stream")
				.queryParam("q", "{q}")
				.queryParam("tenant", "{tenant}")
				.build(question, this.scope.get("tenant")))
			.retrieve()
			.body(String.class);
		return Streamed.parse(Objects.requireNonNull(events));
	}

	private Map<String, Object> body(String question) {
		Map<String, Object> body = new LinkedHashMap<>(this.scope);
		body.put("question", question);
		return body;
	}

	record Reply(String answer, Cache cache) {
	}

	record Cache(String status, @Nullable String layer, @Nullable Double similarity, @Nullable Long ageMs,
			@Nullable Long savedMs, @Nullable Double savedUsd, @Nullable String reason) {

		boolean isHitOf(String expectedLayer) {
			return "hit".equals(this.status) && expectedLayer.equals(this.layer);
		}

	}

	record Streamed(List<String> chunks, Cache cache) {

		static Streamed parse(String events) {
			List<String> blocks = Arrays.asList(events.strip().split("\n\n"));
			if (!blocks.getLast().startsWith("event:done\n")) {
				throw new AssertionError("The last event is not done");
			}
			return new Streamed(
					blocks.subList(0, blocks.size() - 1)
						.stream()
						.map((block) -> JSON.readTree(content(block, "chunk")).get("text").asString())
						.toList(),
					JSON.treeToValue(JSON.readTree(content(blocks.getLast(), "done")).get("cache"), Cache.class));
		}

		String answer() {
			return String.join("", this.chunks);
		}

		private static String content(String block, String event) {
			String head = "event:" + event + "\ndata:";
			if (!block.startsWith(head)) {
				throw new AssertionError("Not an event " + event);
			}
			return block.substring(head.length());
		}

	}

}
