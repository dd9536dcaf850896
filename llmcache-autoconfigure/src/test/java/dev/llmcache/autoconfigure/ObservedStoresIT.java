package dev.llmcache.autoconfigure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.test.RecordedObservations;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What is observed of calls that go to a real Redis and a real PostgreSQL.
 */
class ObservedStoresIT {

	private static final String TABLE = "observed_stores_it";

	private static final String QUESTION = "How do I return a canarykettle?";

	private static final List<String> CANARIES = List.of("canary", "answer 1", "return");

	private final RecordedObservations observed = new RecordedObservations();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCacheMetricsAutoConfiguration.class,
						DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withBean(ObservationRegistry.class, this.observed::registry)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.namespace=canary" + System.nanoTime(), "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.exact.store=redis", "llmcache.embedding.store=redis", "llmcache.semantic.store=pgvector",
				"llmcache.exact.timeout=5s", "llmcache.exact.redis.timeout=5s", "llmcache.embedding.redis.timeout=5s",
				"llmcache.semantic.timeout=5s", "llmcache.semantic.pgvector.timeout=5s",
				"llmcache.initialize-schema=always", "llmcache.invalidation.max-lag=30s",
				"llmcache.semantic.pgvector.table=" + TABLE, "spring.data.redis.url=" + RedisServer.shared().uri(),
				"spring.datasource.url=" + PostgresServer.shared().jdbcUrl(),
				"spring.datasource.username=" + PostgresServer.shared().user(),
				"spring.datasource.password=" + PostgresServer.shared().password());

	@BeforeEach
	void dropTable() throws SQLException {
		PostgresServer postgres = PostgresServer.shared();
		try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(),
				postgres.password()); Statement statement = connection.createStatement()) {
			statement.execute("DROP TABLE IF EXISTS " + TABLE);
		}
	}

	private void ask(ApplicationContext context) {
		context.getBean(ChatClient.class).prompt().user(QUESTION).call().content();
	}

	private static void askAs(ApplicationContext context, String tenant, String user, String tag) {
		context.getBean(ChatClient.class)
			.prompt()
			.user(QUESTION)
			.advisors(LlmCacheParams.tenant(tenant))
			.advisors(LlmCacheParams.user(user))
			.advisors(LlmCacheParams.tags(tag))
			.call()
			.content();
	}

	private void awaitWrites() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.observed.calls()
				.containsAll(List.of("redis exact put", "postgresql semantic put", "redis embedding put")));
	}

	private Observation.Context operation(String call) {
		return this.observed.operations().get(this.observed.calls().indexOf(call));
	}

	@Test
	void whatIsLookedUpAndWrittenIsPartOfSpringAisCallOfTheAdvisor() {
		this.runner.run((context) -> {
			ask(context);
			assertThatCallsArePartOfTheAdvisors();
		});
	}

	@Test
	void whatIsLookedUpAndWrittenForAStreamIsPartOfItToo() {
		this.runner.run((context) -> {
			context.getBean(ChatClient.class).prompt().user(QUESTION).stream().content().blockLast();
			assertThatCallsArePartOfTheAdvisors();
		});
	}

	private void assertThatCallsArePartOfTheAdvisors() {
		awaitWrites();
		for (String call : List.of("redis exact get", "redis embedding get", "postgresql semantic search",
				"redis exact put", "postgresql semantic put")) {
			assertThat(RecordedObservations.parents(operation(call))).as(call)
				.contains("spring.ai.advisor", "spring.ai.chat.client");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatIsAskedForTheSakeOfACallIsPartOfItToo(boolean streaming) {
		this.runner.run((context) -> {
			ChatClient.ChatClientRequestSpec call = context.getBean(ChatClient.class).prompt().user(QUESTION);
			if (streaming) {
				call.stream().content().blockLast();
			}
			else {
				call.call().content();
			}
			awaitWrites();
			assertThat(this.observed.operations())
				.filteredOn((operation) -> List.of("get", "search", "claim-lease", "read-generations")
					.contains(RecordedObservations.value(operation, "operation")))
				.extracting((operation) -> RecordedObservations.value(operation, "operation"),
						(operation) -> RecordedObservations.parents(operation).contains("spring.ai.advisor"))
				.contains(tuple("claim-lease", true))
				.extracting((each) -> each.toList().get(1))
				.containsOnly(true);
		});
	}

	@Test
	void aNearHitObservesNoBackEnd() {
		this.runner.run((context) -> {
			ask(context);
			awaitWrites();
			this.observed.clear();
			ask(context);
			assertThat(context.getBean(ScriptedChatModel.class).calls()).isOne();
			assertThat(this.observed.all()).isNotEmpty();
			assertThat(this.observed.calls()).isEmpty();
		});
	}

	@Test
	void aMissAddsThreeRoundTripsToTheModelsCall() {
		List<String> before = new ArrayList<>();
		ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> {
			before.addAll(this.observed.calls());
			return Flux.just(ScriptedChatModel.chunk("answer", "STOP"));
		});
		this.runner.withPropertyValues("llmcache.embedding.store=caffeine")
			.withAllowBeanDefinitionOverriding(true)
			.withBean("model", ScriptedChatModel.class, () -> model, (definition) -> definition.setPrimary(true))
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				client.prompt().user("What does a lamp cost?").call().content();
				// Which comes when all is stored
				Awaitility.await().until(() -> this.observed.calls().contains("redis none release-lease"));
				this.observed.clear();
				before.clear();
				ask(context);
				assertThat(before).containsExactly("redis exact get", "postgresql semantic search",
						"redis none claim-lease");
			});
	}

	@Test
	void nothingOfWhoAsksWhatIsInMetersOrObservations() {
		this.observed.registry()
			.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters));
		this.runner.withPropertyValues("llmcache.tenancy=multi").run((context) -> {
			register(context);
			askAs(context, "canarytenant", "canaryuser", "canarytag");
			awaitWrites();
			LlmCache cache = context.getBean(LlmCache.class);
			cache.invalidate(Invalidation.byTag("canarytag"));
			cache.erase(Invalidation.byUser("canarytenant", "canaryuser"));
			assertThat(this.observed.calls()).contains("redis exact erase", "postgresql semantic erase",
					"postgresql none replace-generations");
			assertThat(this.observed.operations())
				.allSatisfy((operation) -> assertThat(operation.toString()).doesNotContain(CANARIES));
			assertThat(this.meters.getMeters()).extracting((meter) -> meter.getId().getName())
				.contains("llmcache.operation", "llmcache.store.entries", "llmcache.writes.queued");
			assertThat(this.meters.getMeters()).extracting(Meter::getId)
				.allSatisfy((id) -> assertThat(id.toString()).doesNotContain(CANARIES));
		});
	}

	@Test
	void figuresAreThoseOfWhatWasAsked() {
		this.runner.run((context) -> {
			register(context);
			assertThat(context.getBean(StoreReports.class).reports()).extracting(StoreReport::store)
				.containsExactly("exact", "exact-redis", "embedding", "embedding-redis", "semantic");
			ask(context);
			awaitWrites();
			ask(context);
			assertThat(counted("cache.gets", "llmcache.exact", "result", "hit")).isOne();
			assertThat(counted("cache.gets", "llmcache.exact", "result", "miss")).isOne();
			assertThat(counted("cache.puts", "llmcache.exact")).isOne();
			assertThat(counted("cache.gets", "llmcache.exact.redis", "result", "miss")).isOne();
			assertThat(counted("cache.puts", "llmcache.exact.redis")).isOne();
			assertThat(counted("cache.puts", "llmcache.semantic")).isOne();
			assertThat(counted("cache.gets", "llmcache.semantic", "result", "miss")).isOne();
			assertThat(this.meters.get("cache.size").tag("cache", "llmcache.exact").gauge().value()).isOne();
			assertThat(this.meters.getMeters()
				.stream()
				.map((meter) -> meter.getId().getTag("queue"))
				.filter((queue) -> queue != null)
				.distinct()).containsExactlyInAnyOrder("exact-answers", "semantic-answers", "calls-in-shadow-mode");
		});
	}

	@Test
	void storesAreNotWrappedWhereNothingIsObserved() {
		this.runner.withAllowBeanDefinitionOverriding(true)
			.withBean("observations", ObservationRegistry.class, () -> ObservationRegistry.NOOP,
					(definition) -> definition.setPrimary(true))
			.run((context) -> {
				ask(context);
				assertThat(this.observed.all()).isEmpty();
			});
	}

	private double counted(String name, String cache, String... tags) {
		return this.meters.get(name).tag("cache", cache).tags(tags).functionCounter().count();
	}

	private void register(ApplicationContext context) {
		context.getBeanProvider(MeterFilter.class).stream().forEach(this.meters.config()::meterFilter);
		Stream<MeterBinder> binders = context.getBeanProvider(MeterBinder.class).stream();
		binders.forEach((binder) -> binder.bindTo(this.meters));
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model, ObservationRegistry observations) {
			return ChatClient.builder(model, observations, null, null).build();
		}

	}

}
