package dev.llmcache.benchmarks.speed;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.LlmCached;
import dev.llmcache.test.servers.PostgresServer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The same application with PostgreSQL, whose embedding model knows the vectors of what
 * will be asked.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataRedisAutoConfiguration.class)
class PgvectorApplication {

	private static final String PATIENCE = "5s";

	@Bean
	ChatModel chatModel() {
		return new SectionModel();
	}

	@Bean
	KnownQuestions knownQuestions() {
		return new KnownQuestions();
	}

	@Bean
	LatestPlan latestPlan() {
		return new LatestPlan();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.build();
	}

	/**
	 * Starts the application.
	 * @param postgres where its answers are
	 * @return its context, to be closed
	 */
	static ConfigurableApplicationContext start(PostgresServer postgres) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		properties.put("llmcache.tenancy", "single");
		properties.put("llmcache.exact.store", "caffeine");
		properties.put("llmcache.semantic.store", "pgvector");
		properties.put("llmcache.initialize-schema", "always");
		// All of it shares the cores of one machine
		properties.put("llmcache.semantic.timeout", PATIENCE);
		properties.put("llmcache.semantic.pgvector.timeout", PATIENCE);
		properties.put("llmcache.sweep.interval", "1h");
		properties.put("spring.datasource.url", postgres.jdbcUrl());
		properties.put("spring.datasource.username", postgres.user());
		properties.put("spring.datasource.password", postgres.password());
		properties.put("management.prometheus.metrics.export.enabled", "false");
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "warn");
		return new SpringApplicationBuilder(PgvectorApplication.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

}
