package dev.llmcache.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Layer;
import dev.llmcache.actuate.StoreMeters;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.sample.CountingProvider.Charge;
import dev.llmcache.sample.SupportDeskClient.Cache;
import dev.llmcache.sample.SupportDeskClient.Reply;
import dev.llmcache.sample.SupportDeskClient.Streamed;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Puts 2,000 questions to the sample, keeps books of the replies, and holds what the
 * cache tells of itself against them.
 */
class ScriptedRunIT {

	private static final int QUESTIONS = 2_000;

	private static final String AGING = "Does it age?";

	private static final Path DOCS = Path.of("../docs");

	private static final Pattern METER = Pattern
		.compile("^\\| `((?:llmcache|cache)\\.[a-z.]+)` \\| (?:counter|gauge|timer|summary) \\|", Pattern.MULTILINE);

	/** What only a Redis or a PostgreSQL tells. */
	private static final Set<String> OF_SERVERS = Set.of("llmcache.server.bytes", "llmcache.server.bytes.max",
			"llmcache.server.evictions", "llmcache.store.dead.entries", "llmcache.breaker.state");

	private static final BigDecimal INPUT_PRICE = new BigDecimal("0.40");

	private static final BigDecimal OUTPUT_PRICE = new BigDecimal("1.60");

	private static final List<String> REPHRASED = List.of("How long is the warranty on the Brisk Kettle?",
			"How much does express delivery cost?", "Where is my order 1234?");

	private static final List<String> WAYS = List.of("%s", "Please tell me: %s", "Hi, %s", "%s Thank you.");

	private static final CountingProvider PROVIDER = new CountingProvider();

	private static final Map<String, Integer> BOOKS = new TreeMap<>();

	private static final Map<String, Charge> SPARED = new TreeMap<>();

	private static Charge paid = new Charge(0, 0);

	private static ConfigurableApplicationContext sample;

	private static SupportDeskClient client;

	@BeforeAll
	static void run() {
		sample = SpringApplication.run(SampleApplication.class, "--server.port=0", "--OPENAI_API_KEY=test-key",
				"--OPENAI_BASE_URL=" + PROVIDER.url(),
				"--management.endpoints.web.exposure.include=health,llmcache,prometheus",
				"--management.endpoint.llmcache.access=unrestricted", "--llmcache.defaults.max-question-length=2000",
				"--llmcache.policies.trial.mode=shadow", "--llmcache.policies.aging.ttl=1s",
				"--llmcache.policies.aging.stale-for=1h", "--llmcache.metrics.tenants.the-shop=shop");
		client = new SupportDeskClient(sample.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
				"shop");
		List<Runnable> script = script();
		assertThat(script).hasSize(QUESTIONS);
		script.forEach(Runnable::run);
		assertThat(client.post("/actuator/llmcache/invalidate", "{\"tag\":\"prices\"}").getStatusCode().value())
			.isEqualTo(200);
		// What is new is registered with the next sample
		await().atMost(Duration.ofSeconds(20))
			.until(() -> scrape().names()
				.containsAll(
						Set.of("llmcache_saved_cost_usd_total", "llmcache_refreshes_total", "llmcache_prefix_heads"))
					&& scrape().sum("llmcache_spent_cost_usd_total", "on=\"refresh\"") > 0);
	}

	@AfterAll
	static void close() {
		sample.close();
		PROVIDER.close();
	}

	private static List<Runnable> script() {
		Random random = new Random(7);
		List<Runnable> script = new ArrayList<>();
		// In good time before it is asked again: shadow mode stores in the background
		script.add(() -> askDirectly("trial", "Is it tried?"));
		for (int i = 0; i < 120; i++) {
			String question = question(i);
			script.add(() -> ask(question));
		}
		for (int i = 0; i < 1_300; i++) {
			String question = question(random.nextInt(120));
			script.add(() -> ask(question));
		}
		for (int i = 0; i < 200; i++) {
			String question = WAYS.get(i % WAYS.size()).formatted(REPHRASED.get(random.nextInt(REPHRASED.size())));
			script.add(() -> ask(question));
		}
		for (int i = 0; i < 200; i++) {
			String question = question(random.nextInt(150));
			script.add(() -> stream(question));
		}
		for (int i = 0; i < 100; i++) {
			String question = "Why is it so, " + "and so, ".repeat(2_000) + i;
			script.add(() -> ask(question));
		}
		for (int i = 0; i < 6; i++) {
			String question = "What is cut off %d?".formatted(i);
			script.add(() -> ask(question));
		}
		script.add(() -> askDirectly("trial", "Is it tried?"));
		script.add(() -> askDirectly("aging", AGING));
		script.add(ScriptedRunIT::askForWhatHasAged);
		for (int i = 0; i < 20; i++) {
			String question = "Is question %d %s?".formatted(i, CountingProvider.REFUSED);
			script.add(() -> askInVain(question));
		}
		for (int i = 0; i < 50; i++) {
			int number = 1 + i % 5;
			boolean first = i < 5;
			script.add(() -> askPublicly(number, first));
		}
		return script;
	}

	private static String question(int number) {
		return "How do I order spare part number %d of the Brisk Kettle?".formatted(1_000 + number);
	}

	private static void ask(String question) {
		Reply reply = client.ask(question);
		book(reply.cache(), reply.answer());
	}

	private static void stream(String question) {
		Streamed reply = client.stream(question);
		book(reply.cache(), reply.answer());
	}

	private static CacheOutcome askDirectly(String policy, String question) {
		ChatClientResponse response = sample.getBean(ChatClient.class)
			.prompt(question)
			.advisors(LlmCacheParams.tenant("shop"))
			.advisors(LlmCacheParams.policy(policy))
			.call()
			.chatClientResponse();
		CacheOutcome outcome = Objects.requireNonNull(CacheOutcome.from(response.context()));
		Layer layer = outcome.layer();
		String text = Objects.requireNonNull(Objects.requireNonNull(response.chatResponse()).getResult())
			.getOutput()
			.getText();
		book(outcome.status().name().toLowerCase(Locale.ROOT),
				(layer != null) ? layer.name().toLowerCase(Locale.ROOT) : null, Objects.requireNonNull(text));
		return outcome;
	}

	private static void askForWhatHasAged() {
		// Its second is over by the cache's own clock
		await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
		assertThat(askDirectly("aging", AGING).status()).isEqualTo(CacheOutcome.Status.STALE);
	}

	private static void askInVain(String question) {
		assertThat(client.post("/api/ask", "{\"tenant\":\"shop\",\"question\":\"%s\"}".formatted(question))
			.getStatusCode()
			.value()).isEqualTo(502);
		BOOKS.merge("error", 1, Integer::sum);
	}

	// Its replies say nothing of the cache, which is for everybody
	private static void askPublicly(int number, boolean first) {
		String answer = new JsonMapper().readTree(client.get("/api/faq/" + number).getBody()).path("answer").asString();
		book(first ? "miss" : "hit", first ? null : "exact", answer);
	}

	private static void book(Cache cache, String answer) {
		book(cache.status(), cache.layer(), answer);
	}

	private static void book(String status, @Nullable String layer, String answer) {
		BOOKS.merge((layer != null) ? status + " " + layer : status, 1, Integer::sum);
		if (layer != null) {
			SPARED.merge(layer, PROVIDER.chargeOf(answer), Charge::plus);
		}
		else {
			paid = paid.plus(PROVIDER.chargeOf(answer));
		}
	}

	private static Scrape scrape() {
		return Scrape.parse(Objects.requireNonNull(client.get("/actuator/prometheus").getBody()));
	}

	@Test
	void countsEachCallOnceByHowItEnded() {
		Scrape scrape = scrape();
		assertThat(BOOKS).containsKeys("hit exact", "hit semantic", "miss", "bypass", "error");
		assertThat(scrape.sum("llmcache_requests_total")).isEqualTo(QUESTIONS);
		BOOKS.forEach((ended, count) -> {
			int space = ended.indexOf(' ');
			String outcome = (space > 0) ? ended.substring(0, space) : ended;
			String layer = (space > 0) ? ended.substring(space + 1) : "none";
			assertThat(scrape.sum("llmcache_requests_total", "outcome=\"%s\"".formatted(outcome),
					"layer=\"%s\"".formatted(layer)))
				.as(ended)
				.isEqualTo(count.doubleValue());
			assertThat(scrape.sum("llmcache_calls_seconds_count", "outcome=\"%s\"".formatted(outcome),
					"layer=\"%s\"".formatted(layer)))
				.as(ended)
				.isEqualTo(count.doubleValue());
		});
		assertThat(scrape.sum("llmcache_requests_total", "policy=\"faq\"")).isEqualTo(50);
		assertThat(scrape.sum("llmcache_answers_rejected_total", "reason=\"incomplete\"")).isEqualTo(6);
		assertThat(scrape.sum("llmcache_refreshes_total", "outcome=\"stored\"")).isOne();
		assertThat(scrape.sum("llmcache_invalidations_total", "kind=\"tag\"")).isOne();
		assertThat(scrape.sum("llmcache_shadow_requests_total")).isEqualTo(2);
		assertThat(scrape.sum("llmcache_shadow_hits_total", "layer=\"exact\"")).isOne();
		// Not those that were cut off, nor what shadow mode has already
		assertThat(scrape.sum("llmcache_answers_stored_total")).isEqualTo(count("miss") - 6.0 - 1 + unseen());
		assertThat(scrape.sum("llmcache_audits_total")).isEqualTo(unseen() - 1.0);
		assertThat(scrape.sum("llmcache_flights_total", "role=\"leader\""))
			.isEqualTo((double) count("miss") + count("error") - 2);
	}

	@Test
	void savesWhatTheProviderWouldHaveCharged() {
		Scrape scrape = scrape();
		for (String layer : List.of("exact", "semantic")) {
			Charge spared = spared(layer);
			String label = "layer=\"%s\"".formatted(layer);
			assertThat(scrape.sum("llmcache_saved_tokens_total", label, "type=\"input\""))
				.isEqualTo((double) spared.input());
			assertThat(scrape.sum("llmcache_saved_tokens_total", label, "type=\"output\""))
				.isEqualTo((double) spared.output());
			assertThat(scrape.sum("llmcache_saved_cost_usd_total", label)).isCloseTo(dollars(spared).doubleValue(),
					within(1e-9));
		}
		assertThat(scrape.sum("llmcache_spent_cost_usd_total", "on=\"refresh\""))
			.isCloseTo(dollars(PROVIDER.lastChargeOf(AGING)).doubleValue(), within(1e-9));
		assertThat(scrape.sum("llmcache_price_known", "model=\"gpt-4.1-mini\"")).isOne();
	}

	@Test
	void tellsOfTheTenantThatIsListed() {
		Scrape scrape = scrape();
		// All but the public ones and those that by-passed
		assertThat(scrape.sum("llmcache_tenant_requests_total", "tenant=\"the-shop\""))
			.isEqualTo(QUESTIONS - 50.0 - count("bypass"));
		assertThat(scrape.series().keySet()).noneMatch((series) -> series.contains("\"shop\""));
	}

	@Test
	void paysForWhatTheProviderWasAskedOnly() {
		Scrape scrape = scrape();
		Charge charged = PROVIDER.all();
		assertThat(PROVIDER.answers()).isEqualTo(count("miss") + count("bypass") + unseen());
		assertThat(scrape.sum("gen_ai_client_token_usage_total", "gen_ai_token_type=\"input\""))
			.isEqualTo((double) charged.input());
		assertThat(scrape.sum("gen_ai_client_token_usage_total", "gen_ai_token_type=\"output\""))
			.isEqualTo((double) charged.output());
	}

	@Test
	void theEndpointSaysTheSame() {
		JsonNode overview = new JsonMapper().readTree(client.get("/actuator/llmcache").getBody());
		JsonNode requests = overview.path("requests");
		assertThat(requests.path("total").asLong()).isEqualTo(QUESTIONS);
		assertThat(requests.path("hit").asInt()).isEqualTo(count("hit exact") + count("hit semantic"));
		assertThat(requests.path("stale").asInt()).isOne();
		assertThat(requests.path("miss").asInt()).isEqualTo(count("miss"));
		assertThat(requests.path("bypass").asInt()).isEqualTo(count("bypass"));
		assertThat(requests.path("error").asInt()).isEqualTo(count("error"));
		BigDecimal saved = dollars(spared("exact").plus(spared("semantic")));
		// What no caller waited for: audits, and the refresh
		Charge own = PROVIDER.all().minus(paid);
		assertThat(overview.path("net").path("usd").decimalValue()).isEqualByComparingTo(saved.subtract(dollars(own)));
	}

	@Test
	void hasEachMeterThatIsDocumented() throws IOException {
		Set<String> names = scrape().names();
		Set<String> documented = new TreeSet<>();
		for (String page : List.of("observability.md", "observability/savings.md", "observability/stores.md")) {
			METER.matcher(Files.readString(DOCS.resolve(page)))
				.results()
				.forEach((row) -> documented.add(row.group(1)));
		}
		assertThat(documented).hasSizeGreaterThan(50);
		assertThat(documented).filteredOn((meter) -> !OF_SERVERS.contains(meter))
			.allSatisfy((meter) -> assertThat(names).anyMatch((name) -> name.startsWith(meter.replace('.', '_'))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "grafana-dashboard.json", "prometheus-alerts.yml" })
	void hasEachMeterThatIsAskedFor(String file) throws IOException {
		Set<String> names = new TreeSet<>(scrape().names());
		names.addAll(namesOfServers());
		Set<String> asked = Pattern.compile("\\bllmcache_[a-z_]+")
			.matcher(Files.readString(DOCS.resolve("observability").resolve(file)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(asked).hasSizeGreaterThan(10);
		assertThat(asked).allSatisfy((name) -> assertThat(names).contains(name));
	}

	/** As Prometheus is told them where there is a server. */
	private static Set<String> namesOfServers() {
		StoreReporter servers = new StoreReporter() {

			@Override
			public List<StoreReport> reports() {
				return List.of(new StoreReport("semantic", Layer.SEMANTIC, "postgresql", 1L, 1L, 1L, null, Map.of(),
						true, new Accesses(0L, 0L, 0)));
			}

			@Override
			public List<ServerReport> servers() {
				return List.of(new ServerReport("redis", 1L, 1L, Map.of(), null, true));
			}

			@Override
			public List<BreakerReport> breakers() {
				return List.of(new BreakerReport("exact-redis", "redis", false));
			}

		};
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		new StoreMeters(servers, new LayerGets()).bindTo(registry);
		return Scrape.parse(registry.scrape()).names();
	}

	@Test
	void hasFewSeries() {
		Scrape scrape = scrape();
		assertThat(scrape.count("llmcache_", "cache_")).isLessThanOrEqualTo(500);
	}

	/** Answers that no caller waited for: of audits, and the one that was refreshed. */
	private static int unseen() {
		return PROVIDER.answers() - count("miss") - count("bypass");
	}

	private static int count(String ended) {
		return BOOKS.getOrDefault(ended, 0);
	}

	private static Charge spared(String layer) {
		return SPARED.getOrDefault(layer, new Charge(0, 0));
	}

	private static BigDecimal dollars(Charge charge) {
		return INPUT_PRICE.multiply(BigDecimal.valueOf(charge.input()))
			.add(OUTPUT_PRICE.multiply(BigDecimal.valueOf(charge.output())))
			.movePointLeft(6);
	}

}
