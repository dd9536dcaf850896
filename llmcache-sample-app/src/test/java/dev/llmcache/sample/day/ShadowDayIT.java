package dev.llmcache.sample.day;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A team tries the cache out, switches it on with evidence, and is protected when the
 * answers go bad: one story, told in order.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("shadow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShadowDayIT {

	private static final int QUESTIONS = 250;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@LocalServerPort
	private int port;

	@Test
	@Order(1)
	void aDayInShadowIsAnsweredByTheModelAndReported() {
		assertThat(replay(1, false)).isEqualTo(Map.of("shadow", QUESTIONS));
		awaitThat(() -> hits(shadow()) > QUESTIONS / 2);
		JsonNode semantic = layer(shadow(), "SEMANTIC");
		assertThat(shadow().path("requests").asInt()).isEqualTo(QUESTIONS);
		assertThat(layer(shadow(), "EXACT").path("hitRate").asDouble()).isGreaterThan(0.02);
		assertThat(semantic.path("hitRate").asDouble()).isGreaterThan(0.3);
		assertThat(semantic.path("precision").path("lower").asDouble()).isGreaterThan(0.9);
		assertThat(semantic.path("savings").path("milliseconds").asLong()).isPositive();
		assertThat(semantic.path("savings").path("completionTokens").asLong()).isPositive();
		assertThat(report().path("thresholds")).isNotEmpty();
		assertThat(report().toString()).doesNotContainIgnoringCase("kettle");
	}

	@Test
	@Order(2)
	void switchedOnItServesWhatItWouldHaveServed() {
		assertThat(
				post("/actuator/llmcache/mode", Map.of("policy", "support-desk", "mode", "ON")).path("mode").asString())
			.isEqualTo("ON");
		Map<String, Integer> outcomes = replay(2, false);
		assertThat(outcomes.getOrDefault("EXACT hit", 0) + outcomes.getOrDefault("SEMANTIC hit", 0))
			.isGreaterThan(QUESTIONS / 2);
		assertThat(serving()).isTrue();
	}

	@Test
	@Order(3)
	void aPoisonedStreamSwitchesAnswersByMeaningOffByThemselves() {
		for (int seed = 3; seed < 6 && serving(); seed++) {
			replay(seed, true);
			awaitQuiet();
		}
		assertThat(serving()).isFalse();
		assertThat(report().path("audits").path("answers").asInt()).isPositive();
		assertThat(get("/actuator/health").path("components").path("llmCache").toString()).contains("UP", "off: ");
		assertThat(get("/actuator/metrics/llmcache.semantic.serving?tag=policy:support-desk").path("measurements")
			.path(0)
			.path("value")
			.asDouble()).isZero();
		assertThat(replay(6, true)).doesNotContainKey("SEMANTIC hit");
	}

	@Test
	@Order(4)
	void returnsOnceTheAnswersAreMended() {
		awaitQuiet();
		post("/actuator/llmcache/invalidate", Map.of("all", "true"));
		replay(7, false);
		awaitThat(this::serving);
		assertThat(replay(8, false)).containsKey("SEMANTIC hit");
	}

	// Verdicts come after the answers
	private void awaitQuiet() {
		AtomicLong before = new AtomicLong(-1);
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> before.getAndSet(judged()) == judged() || !serving());
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
	}

	private boolean serving() {
		return report().path("semantic").path("serving").asBoolean(true);
	}

	private long judged() {
		return report().path("semantic").path("precision").path("judged").asLong();
	}

	private static int hits(JsonNode account) {
		return account.path("layers")
			.valueStream()
			.mapToInt((layer) -> layer.path("savings").path("answers").asInt())
			.sum();
	}

	private Map<String, Integer> replay(long seed, boolean poisoned) {
		JsonNode counts = post("/api/day?questions=%d&seed=%d&poisoned=%s".formatted(QUESTIONS, seed, poisoned),
				Map.of());
		return JsonMapper.shared()
			.convertValue(counts,
					JsonMapper.shared().getTypeFactory().constructMapType(Map.class, String.class, Integer.class));
	}

	private JsonNode report() {
		return get("/actuator/llmcache/support-desk");
	}

	private JsonNode shadow() {
		return report().path("shadow");
	}

	private static JsonNode layer(JsonNode account, String name) {
		return account.path("layers")
			.valueStream()
			.filter((layer) -> layer.path("layer").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private JsonNode get(String path) {
		return json(client().get().uri(path).retrieve().body(String.class));
	}

	private JsonNode post(String path, Map<String, ?> body) {
		return json(client().post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(String.class));
	}

	private static JsonNode json(@Nullable String body) {
		return JsonMapper.shared().readTree(Objects.requireNonNull(body));
	}

	private RestClient client() {
		return RestClient.create("http://localhost:" + this.port);
	}

}
