package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

import dev.llmcache.CacheOutcome;
import dev.llmcache.LlmCached;
import dev.llmcache.actuate.ConsoleFiguresReader;
import dev.llmcache.actuate.LlmCacheHealth;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.test.FreezableProxy;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of servers that hang and of servers that are gone.
 */
class StoresAwayIT {

	private static final Duration AT_ONCE = Duration.ofSeconds(15);

	private static final Duration RECOVERY = Duration.ofSeconds(10);

	private final RedisServer redis = RedisServer.start();

	private final PostgresServer postgres = PostgresServer.start();

	private final FreezableProxy toPostgres;

	private final ApplicationContextRunner runner;

	StoresAwayIT() throws IOException {
		this.toPostgres = new FreezableProxy(this.postgres.host(), this.postgres.port());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class,
					LlmCacheHealthAutoConfiguration.class, LlmCacheMetricsAutoConfiguration.class,
					DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class))
			.withUserConfiguration(Client.class)
			.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
					"llmcache.exact.store=redis", "llmcache.embedding.store=redis", "llmcache.semantic.store=pgvector",
					"llmcache.initialize-schema=always", "spring.data.redis.url=" + this.redis.uri(),
					"spring.datasource.url="
							+ this.postgres.jdbcUrl().replace(":" + this.postgres.port(), ":" + this.toPostgres.port()),
					"spring.datasource.username=" + this.postgres.user(),
					"spring.datasource.password=" + this.postgres.password());
	}

	@AfterEach
	void stop() throws IOException {
		this.toPostgres.close();
		this.redis.close();
		this.postgres.close();
	}

	@Test
	void keepNobodyWaitingWhoLooksAndAreTold() {
		this.runner.run((context) -> {
			MeterRegistry meters = new SimpleMeterRegistry();
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(meters));
			ask(context, "What is kept?");
			awaitAnswers(context);
			this.redis.pause();
			this.toPostgres.freeze();
			awaitAway(context, meters);
			this.redis.resume();
			this.toPostgres.thaw();
			awaitAnswers(context);
			this.redis.kill();
			this.postgres.kill();
			awaitAway(context, meters);
		});
	}

	@Test
	void costNoCallerAnythingOnceTheirBreakersAreOpen() {
		this.runner.run((context) -> {
			awaitAnswers(context);
			this.redis.pause();
			this.toPostgres.freeze();
			Awaitility.await().atMost(RECOVERY).untilAsserted(() -> {
				assertThat(outcome(context, "What is new " + System.nanoTime() + "?").reason())
					.isEqualTo("breaker-open");
				assertThat(breakers(context)).containsEntry("redis", "open").containsEntry("postgresql", "open");
			});
			this.redis.resume();
			this.toPostgres.thaw();
			awaitStored(context);
			awaitAnswers(context);
		});
	}

	@Test
	void areFoundWithoutARestartIfTheyComeAfterTheApplication() {
		this.redis.stop();
		this.postgres.stop();
		this.runner.run((context) -> {
			assertThat(ask(context, "Is anybody there?")).isNotNull();
			this.redis.restart();
			this.postgres.restart();
			awaitStored(context);
		});
	}

	/** From then on what is asked is stored in both. */
	private static void awaitStored(ApplicationContext context) {
		long before = puts(context);
		Awaitility.await().atMost(RECOVERY).untilAsserted(() -> {
			ask(context, "What is new " + System.nanoTime() + "?");
			assertThat(puts(context)).isGreaterThan(before);
		});
	}

	/** Of the store that has fewer. */
	private static long puts(ApplicationContext context) {
		return context.getBean(StoreReports.class)
			.reports()
			.stream()
			.filter((report) -> Set.of("exact-redis", "semantic").contains(report.store()))
			.mapToLong((report) -> report.accesses().puts())
			.min()
			.orElseThrow();
	}

	private static void awaitAway(ApplicationContext context, MeterRegistry meters) {
		Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			look(() -> scrape(meters));
			look(() -> context.getBean(ConsoleFiguresReader.class).read());
			Health health = look(() -> context.getBean(LlmCacheHealth.class).health());
			ask(context, "Is it still known?");
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(stores(health))
				.hasEntrySatisfying("exact-redis", (state) -> assertThat(state).startsWith("away"))
				.hasEntrySatisfying("semantic", (state) -> assertThat(state).startsWith("away"))
				.containsEntry("exact", "answers");
			assertThat(meters.get("llmcache.store.available").tag("store", "semantic").gauge().value()).isZero();
		});
	}

	private static List<Double> scrape(MeterRegistry meters) {
		return meters.getMeters()
			.stream()
			.flatMap((meter) -> StreamSupport.stream(meter.measure().spliterator(), false))
			.map(Measurement::getValue)
			.toList();
	}

	private static void awaitAnswers(ApplicationContext context) {
		Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
			ask(context, "Is that known?");
			assertThat(stores(context.getBean(LlmCacheHealth.class).health())).hasSizeGreaterThan(3)
				.allSatisfy((store, state) -> assertThat(state).as(store).isEqualTo("answers"));
			assertThat(breakers(context)).isNotEmpty().doesNotContainValue("open");
		});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> stores(Health health) {
		return (Map<String, String>) Objects.requireNonNull(health.getDetails().get("stores"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> breakers(ApplicationContext context) {
		Health health = context.getBean(LlmCacheHealth.class).health();
		return (Map<String, String>) Objects.requireNonNull(health.getDetails().get("breakers"));
	}

	private static <T> T look(Callable<T> at) throws Exception {
		long start = System.nanoTime();
		T seen = at.call();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
		return seen;
	}

	private static CacheOutcome outcome(ApplicationContext context, String question) {
		return Objects.requireNonNull(CacheOutcome
			.from(context.getBean(ChatClient.class).prompt(question).call().chatClientResponse().context()));
	}

	private static String ask(ApplicationContext context, String question) {
		return String.valueOf(context.getBean(ChatClient.class).prompt(question).call().content());
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		ScriptedChatModel model() {
			return ScriptedChatModel.counting();
		}

		@Bean
		QuestionEmbedder embedder() {
			return new WordEmbedder("words");
		}

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

}
