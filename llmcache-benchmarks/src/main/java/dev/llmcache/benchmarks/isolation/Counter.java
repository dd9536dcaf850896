package dev.llmcache.benchmarks.isolation;

import dev.llmcache.LlmCached;
import dev.llmcache.test.WordEmbeddingModel;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Application at whose counter all tenants ask.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Counter {

	@Bean
	ChatModel chatModel() {
		return new SigningModel();
	}

	@Bean
	WordEmbeddingModel embeddingModel() {
		return new WordEmbeddingModel();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatModel model) {
		return ChatClient.builder(model).defaultAdvisors(new CallerAdvisor()).build();
	}

}
