package dev.llmcache.benchmarks.observation;

import dev.llmcache.CacheHooks;
import dev.llmcache.LlmCached;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with a cached client, whose cache tells of its calls unless it is told not
 * to. What Spring AI observes is the same.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class })
class Desk {

	@Bean
	ChatModel chatModel() {
		return new ConstantModel();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.defaultSystem("You answer questions of customers of a shop. ".repeat(20)).build();
	}

	@Bean
	@ConditionalOnProperty("desk.silent")
	CacheHooks silence() {
		return CacheHooks.of((layer, failure) -> {
		});
	}

}
