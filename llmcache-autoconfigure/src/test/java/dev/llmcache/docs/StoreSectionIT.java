package dev.llmcache.docs;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.LlmCached;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheMetricsAutoConfiguration;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.observed.OperationDocumentation.HighCardinality;
import dev.llmcache.store.observed.OperationDocumentation.LowCardinality;
import dev.llmcache.test.RecordedObservations;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The section on stores, held to what is there with a real Redis and a real PostgreSQL.
 */
class StoreSectionIT {

	private static final Page PAGE = new Page("docs/observability/stores.md");

	private static final String TABLE = "store_section_it";

	private static final Pattern METER = Pattern
		.compile("^\\| `([a-z.]+)` \\| (gauge|counter|timer) \\| [a-z]* ?\\| ([a-z., ]+) \\|", Pattern.MULTILINE);

	private static final Pattern KEY = Pattern.compile("^\\| `([a-z._]+)` \\| (meter and span|span) \\|",
			Pattern.MULTILINE);

	private static final List<String> OF_STORES = List.of("llmcache.store.", "llmcache.server.", "llmcache.breaker.",
			"llmcache.writes.", "llmcache.operation", "cache.");

	private final RecordedObservations observed = new RecordedObservations();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void itsMetersAreThoseThatThereAre() throws IOException, SQLException {
		Map<String, String> documented = METER.matcher(PAGE.text())
			.results()
			.collect(Collectors.toMap((row) -> row.group(1),
					(row) -> row.group(2) + " " + new TreeSet<>(List.of(row.group(3).split(", ")))));
		run();
		Map<String, String> registered = new TreeMap<>();
		this.meters.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> OF_STORES.stream().anyMatch(id.getName()::startsWith))
			// How this registry shows buckets
			.filter((id) -> !id.getName().endsWith(".histogram"))
			.forEach((id) -> registered.put(id.getName(), id.getType().name().toLowerCase(Locale.ROOT) + " "
					+ id.getTags().stream().map((tag) -> tag.getKey()).collect(Collectors.toCollection(TreeSet::new))));
		assertThat(documented).isEqualTo(registered);
	}

	@Test
	void itsKeysAreThoseThatThereAre() throws IOException {
		assertThat(keys("meter and span")).isEqualTo(names(LowCardinality.values()));
		assertThat(keys("span")).isEqualTo(names(HighCardinality.values()));
	}

	@Test
	void itsSnippetsCompile() throws IOException {
		PAGE.assertThatItsJavaIsIn(StoreSnippets.class);
	}

	private static Set<String> keys(String on) throws IOException {
		return KEY.matcher(PAGE.text())
			.results()
			.filter((row) -> row.group(2).equals(on))
			.map((MatchResult row) -> row.group(1))
			.collect(Collectors.toSet());
	}

	private static Set<String> names(KeyName[] keys) {
		return Stream.of(keys).map(KeyName::asString).collect(Collectors.toSet());
	}

	private void run() throws SQLException {
		this.observed.registry()
			.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters));
		dropTable();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCacheMetricsAutoConfiguration.class,
							DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class))
			.withUserConfiguration(Client.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
			.withBean(ObservationRegistry.class, this.observed::registry)
			.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
					"llmcache.namespace=" + System.nanoTime(), "llmcache.exact.store=redis",
					"llmcache.embedding.store=redis", "llmcache.semantic.store=pgvector",
					"llmcache.initialize-schema=always", "llmcache.semantic.pgvector.table=" + TABLE,
					"spring.data.redis.url=" + RedisServer.shared().uri(),
					"spring.datasource.url=" + PostgresServer.shared().jdbcUrl(),
					"spring.datasource.username=" + PostgresServer.shared().user(),
					"spring.datasource.password=" + PostgresServer.shared().password())
			.run((context) -> {
				context.getBeanProvider(MeterFilter.class).stream().forEach(this.meters.config()::meterFilter);
				context.getBeanProvider(MeterBinder.class).stream().forEach((binder) -> binder.bindTo(this.meters));
				context.getBean(ChatClient.class).prompt().user("How do I return a kettle?").call().content();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> this.meters.find("llmcache.operation").tag("operation", "put").timer() != null);
			});
		dropTable();
	}

	private static void dropTable() throws SQLException {
		PostgresServer postgres = PostgresServer.shared();
		try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(),
				postgres.password()); Statement statement = connection.createStatement()) {
			statement.execute("DROP TABLE IF EXISTS " + TABLE);
		}
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
