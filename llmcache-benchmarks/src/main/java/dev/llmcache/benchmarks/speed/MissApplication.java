package dev.llmcache.benchmarks.speed;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.LlmCached;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with Redis and PostgreSQL, as its auto-configuration makes it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class MissApplication {

	private static final String PATIENCE = "5s";

	private static final long PATIENCE_MS = 2_000;

	@Bean
	BackEndCalls backEndCalls() {
		return new BackEndCalls(PATIENCE_MS);
	}

	@Bean
	ChatModel chatModel(BackEndCalls calls) {
		return new AskedModel(calls::modelAsked);
	}

	@Bean
	CountedEmbeddings embeddingModel() {
		return new CountedEmbeddings();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.defaultSystem(Application.SYSTEM).build();
	}

	/**
	 * Starts an instance of the application.
	 * @param redis where its answers are found by the question
	 * @param postgres where they are found by meaning
	 * @param enabled whether it has the cache
	 * @return its context, to be closed
	 */
	static ConfigurableApplicationContext start(RedisServer redis, PostgresServer postgres, boolean enabled) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("llmcache.enabled", enabled);
		properties.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		properties.put("llmcache.tenancy", "single");
		properties.put("llmcache.exact.store", "redis");
		properties.put("llmcache.semantic.store", "pgvector");
		properties.put("llmcache.initialize-schema", "always");
		// All of it shares the cores of one machine
		properties.put("llmcache.exact.timeout", PATIENCE);
		properties.put("llmcache.exact.redis.timeout", PATIENCE);
		properties.put("llmcache.semantic.timeout", PATIENCE);
		properties.put("llmcache.semantic.pgvector.timeout", PATIENCE);
		properties.put("spring.data.redis.url", redis.uri());
		properties.put("spring.data.redis.repositories.enabled", "false");
		properties.put("spring.datasource.url", postgres.jdbcUrl());
		properties.put("spring.datasource.username", postgres.user());
		properties.put("spring.datasource.password", postgres.password());
		properties.put("management.prometheus.metrics.export.enabled", "false");
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "warn");
		return new SpringApplicationBuilder(MissApplication.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

}
