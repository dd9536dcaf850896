package dev.llmcache.benchmarks.faults.node;

import java.io.IOException;

import dev.llmcache.LlmCached;
import dev.llmcache.benchmarks.OrderServer;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.WordEmbedder;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Application that answers customers through Spring AI's client of OpenAI, with the cache
 * unless {@code llmcache.enabled} is false.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FaultsNode {

	/** Asks once, a {@link Question}; replies with a {@link Sample}. */
	public static final String ASK = "/ask";

	/** Makes calls until the node is about as fast as it gets, a {@link Load}. */
	public static final String WARM_UP = "/warm-up";

	/** Begins to make calls, a {@link Load}. */
	public static final String BEGIN = "/begin";

	/** Stops making calls; replies with a {@link LoadReport}. */
	public static final String END = "/end";

	/** Property with the address of the model. */
	public static final String MODEL = "faults.model";

	/** Property with the address of the embedding model, if it is not in the process. */
	public static final String EMBEDDER = "faults.embedder";

	/** What the ids of the model's answers start with, before the number of the call. */
	public static final String SERIAL = "chatcmpl-";

	private static final String SYSTEM = "You answer customers of a shop, politely and briefly.";

	/**
	 * Starts a node.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		OrderServer.endWithInput();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(FaultsNode.class)
			.web(WebApplicationType.NONE)
			.run(arguments);
		context.getBean(OrderServer.class).listen();
	}

	@Bean
	OpenAiChatModel chatModel(@Value("${" + MODEL + "}") String server) {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(server)
				.apiKey("none")
				.model("gpt-4.1")
				.temperature(0.0)
				.maxRetries(0)
				.build())
			.build();
	}

	@Bean
	@LlmCached
	ChatClient desk(ChatModel model) {
		return ChatClient.builder(model).defaultSystem(SYSTEM).build();
	}

	@Bean
	OrderServer orders(ChatClient client, MeterRegistry meters) throws IOException {
		NodeOrders orders = new NodeOrders(new Caller(client), meters);
		return new OrderServer().on(ASK, orders::ask)
			.on(WARM_UP, orders::warmUp)
			.on(BEGIN, orders::begin)
			.on(END, orders::end);
	}

	@Bean
	@ConditionalOnProperty(name = EMBEDDER, matchIfMissing = true, havingValue = "none")
	QuestionEmbedder questionEmbedder() {
		return new WordEmbedder("words");
	}

	@Bean
	@ConditionalOnProperty(EMBEDDER)
	OpenAiEmbeddingModel embeddingModel(@Value("${" + EMBEDDER + "}") String server) {
		return OpenAiEmbeddingModel.builder()
			.options(OpenAiEmbeddingOptions.builder()
				.baseUrl(server)
				.apiKey("none")
				.model("text-embedding-3-small")
				.maxRetries(0)
				.build())
			.build();
	}

}
