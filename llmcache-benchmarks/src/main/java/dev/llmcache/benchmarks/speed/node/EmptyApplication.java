package dev.llmcache.benchmarks.speed.node;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The least that has a chat client. On its class path there is no cache, so nothing here
 * may name one.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyApplication {

	/**
	 * Starts the application, asks it, prints what that took, and ends.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		Start.of(EmptyApplication.class, arguments).ask(EmptyApplication::accept, EmptyApplication::accept).print();
	}

	// Whatever a model without a cache says
	private static void accept(ChatClientResponse response) {
	}

	@Bean
	ChatModel chatModel() {
		return new ShortModel();
	}

	@Bean
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.build();
	}

}
