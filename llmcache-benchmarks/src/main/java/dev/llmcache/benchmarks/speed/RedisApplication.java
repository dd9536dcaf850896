package dev.llmcache.benchmarks.speed;

import dev.llmcache.LlmCached;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The same application with its answers in Redis, of which it keeps none in memory.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
public class RedisApplication {

	private static final String[] PROPERTIES = { "llmcache.exact.store=redis", "llmcache.exact.max-size=0B",
			"llmcache.exact.timeout=5s", "llmcache.exact.redis.timeout=5s",
			"llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.semantic.enabled=false",
			"llmcache.tenancy=single", "spring.data.redis.repositories.enabled=false",
			"management.prometheus.metrics.export.enabled=false", "spring.main.banner-mode=off",
			"logging.level.root=warn" };

	@Bean
	ChatModel chatModel() {
		return new ConstantModel();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.defaultSystem(Application.SYSTEM).build();
	}

	/**
	 * Starts the application.
	 * @param redis where its answers are
	 * @param strict whether each hit reads in Redis what was invalidated
	 * @param others further properties, as {@code name=value}
	 * @return its context, to be closed
	 */
	public static ConfigurableApplicationContext start(RedisServer redis, boolean strict, String... others) {
		return new SpringApplicationBuilder(RedisApplication.class).web(WebApplicationType.NONE)
			.properties(PROPERTIES)
			.properties("spring.data.redis.url=" + redis.uri(), "llmcache.invalidation.strict=" + strict)
			.properties(others)
			.run();
	}

}
