package dev.llmcache.benchmarks.soak.node;

import java.io.IOException;

import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.benchmarks.OrderServer;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.WordEmbedder;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Application with all layers whose model fails now and then.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SoakNode {

	/** Begins to make calls, for a {@link Span}. */
	public static final String BEGIN = "/begin";

	/** Replies with a {@link SoakReport}. */
	public static final String REPORT = "/report";

	/** With fewer, words that differ fall together often enough to count as the same. */
	private static final int DIMENSION = 1024;

	/**
	 * Starts the application.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		OrderServer.endWithInput();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(SoakNode.class)
			.web(WebApplicationType.NONE)
			.run(arguments);
		context.getBean(OrderServer.class).listen();
	}

	@Bean
	ChatModel chatModel() {
		return new FallibleModel();
	}

	@Bean
	QuestionEmbedder questionEmbedder() {
		return new WordEmbedder("words", DIMENSION);
	}

	@Bean
	@LlmCached
	ChatClient desk(ChatModel model) {
		return ChatClient.builder(model).defaultSystem("You answer customers of a shop.").build();
	}

	@Bean
	OrderServer orders(ChatClient client, LlmCache cache) throws IOException {
		Soak soak = new Soak(client, cache);
		return new OrderServer().on(BEGIN, (span) -> {
			soak.begin(JsonMapper.shared().readValue(span, Span.class));
			return "begun";
		}).on(REPORT, (nothing) -> soak.report());
	}

}
