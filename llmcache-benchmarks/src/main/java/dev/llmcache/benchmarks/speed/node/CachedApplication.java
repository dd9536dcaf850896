package dev.llmcache.benchmarks.speed.node;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The {@link EmptyApplication} with the starter on its class path and its client cached.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CachedApplication {

	/**
	 * Starts the application, asks it, prints what that took, and ends.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		measure(CachedApplication.class, arguments);
	}

	static void measure(Class<?> application, String[] arguments) {
		Start start = Start.of(application, arguments);
		boolean searches = start.context().getBean(LlmCache.class).layers().contains(Layer.SEMANTIC);
		start
			.ask((response) -> require(response, Layer.EXACT),
					(response) -> require(response, searches ? Layer.SEMANTIC : null))
			.print();
	}

	@Bean
	ChatModel chatModel() {
		return new ShortModel();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.build();
	}

	// A cache that is not in use takes nothing
	private static void require(ChatClientResponse response, @Nullable Layer layer) {
		CacheOutcome outcome = CacheOutcome.from(response.context());
		if (outcome == null || (outcome.status() == Status.HIT) != (layer != null) || outcome.layer() != layer) {
			throw new IllegalStateException("Not answered by %s: %s".formatted(layer, outcome));
		}
	}

}
