package dev.llmcache.benchmarks.speed;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.LlmCached;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application without servers, as its auto-configuration makes it, with Boot's own meter
 * registry.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class })
public class Application {

	/** Together with the text of the system 2 KB. */
	public static final String QUESTION = "When do you open on a holiday that falls on a Monday? ".repeat(19)
		.substring(0, 1024);

	static final String SYSTEM = "You answer questions of customers of a shop. ".repeat(23).substring(0, 1024);

	private static final String[] PROPERTIES = { "llmcache.exact.store=caffeine", "llmcache.semantic.enabled=false",
			"llmcache.tenancy=single", "management.prometheus.metrics.export.enabled=false",
			"spring.main.banner-mode=off", "logging.level.root=warn" };

	@Bean
	ChatModel chatModel() {
		return new ConstantModel();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.defaultSystem(SYSTEM).build();
	}

	/**
	 * Starts the application with the cache, which has the answer to the question.
	 * @return its context, to be closed
	 */
	static ConfigurableApplicationContext cached() {
		ConfigurableApplicationContext context = start();
		ChatClient client = context.getBean(ChatClient.class);
		client.prompt().user(QUESTION).call().content();
		requireHit(client.prompt().user(QUESTION).call().chatClientResponse());
		requireHit(client.prompt().user(QUESTION).stream().chatClientResponse().blockLast());
		return context;
	}

	/**
	 * Starts the application without the cache.
	 * @return its context, to be closed
	 */
	static ConfigurableApplicationContext uncached() {
		return start("llmcache.enabled=false");
	}

	/**
	 * Starts the application.
	 * @param others further properties, as {@code name=value}
	 * @return its context, to be closed
	 */
	public static ConfigurableApplicationContext start(String... others) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(PROPERTIES)
			.properties(others)
			.run();
	}

	// What the model answers is measured on the other side
	static void requireHit(@Nullable ChatClientResponse response) {
		CacheOutcome outcome = (response != null) ? CacheOutcome.from(response.context()) : null;
		if (outcome == null || outcome.status() != Status.HIT) {
			throw new IllegalStateException("Not answered from the cache: " + outcome);
		}
	}

}
