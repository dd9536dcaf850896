package dev.llmcache.benchmarks.fleet.node;

import java.io.IOException;
import java.net.URI;

import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.benchmarks.OrderServer;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.WordEmbedder;
import io.lettuce.core.MaintNotificationsConfig;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * One instance of an application with the cache. Says on which port it is told what to
 * do, and ends when its standard input does.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FleetNode {

	/** Asks what is in the body, an {@link Ask}; replies with a list of {@link Reply}. */
	public static final String ASK = "/ask";

	/** Invalidates the tag in the body; replies with {@link Invalidated}. */
	public static final String INVALIDATE = "/invalidate";

	/**
	 * Starts a node.
	 * @param arguments properties, among them {@code fleet.model}, the model's address
	 */
	public static void main(String[] arguments) {
		OrderServer.endWithInput();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(FleetNode.class)
			.web(WebApplicationType.NONE)
			.run(arguments);
		context.getBean(OrderServer.class).listen();
	}

	@Bean
	@LlmCached("steady")
	ChatClient chatClient(ChatModel model) {
		return ChatClient.create(model);
	}

	/**
	 * Has no connection begin with a command that Redis replies to with an error, since
	 * its errors are counted.
	 */
	@Bean
	LettuceClientOptionsBuilderCustomizer withoutNotificationsOfMaintenance() {
		return (options) -> options.maintNotificationsConfig(MaintNotificationsConfig.disabled());
	}

	@Bean
	ChatModel chatModel(@Value("${fleet.model}") URI model) {
		return new RemoteChatModel(model);
	}

	@Bean
	QuestionEmbedder questionEmbedder() {
		return new WordEmbedder("words");
	}

	@Bean
	OrderServer orders(ChatClient client, LlmCache cache) throws IOException {
		NodeOrders orders = new NodeOrders(new Callers(client), cache);
		return new OrderServer().on(ASK, orders::ask).on(INVALIDATE, orders::invalidate);
	}

}
