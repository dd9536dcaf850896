package dev.llmcache.test.edge;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.test.WordEmbeddingModel;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Web application that answers questions from a model through the cache, each kind of
 * answer under a path of its own.
 */
public final class EdgeApplication implements AutoCloseable {

	/** It has none, whatever is on the class path. */
	private static final String STORES = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";

	private final ConfigurableApplicationContext context;

	private EdgeApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * What serves the requests.
	 */
	public enum Stack {

		/** Tomcat and Spring MVC. */
		SERVLET(WebApplicationType.SERVLET, ServletShop.class),

		/** The same behind Spring Security. */
		SECURED_SERVLET(WebApplicationType.SERVLET, SecuredServletShop.class),

		/** Netty and WebFlux. */
		REACTIVE(WebApplicationType.REACTIVE, ReactiveShop.class),

		/** The same behind Spring Security. */
		SECURED_REACTIVE(WebApplicationType.REACTIVE, SecuredReactiveShop.class);

		private final WebApplicationType type;

		private final Class<?> configuration;

		Stack(WebApplicationType type, Class<?> configuration) {
			this.type = type;
			this.configuration = configuration;
		}

	}

	/**
	 * Start the application on a free port.
	 * @param stack what serves the requests
	 * @param settings {@code name=value}, which win over those of the application
	 */
	public static EdgeApplication start(Stack stack, String... settings) {
		Map<String, Object> properties = new HashMap<>(Map.ofEntries(Map.entry("server.port", "0"),
				Map.entry("spring.main.banner-mode", "off"), Map.entry("spring.autoconfigure.exclude", STORES),
				Map.entry("logging.level.org", "error"), Map.entry("llmcache.tenancy", "multi"),
				// Reactor Netty 1.3.7 may stop reading a connection (reactor-netty#4361)
				Map.entry("server.netty.max-keep-alive-requests", "1"),
				Map.entry("llmcache.identity.tenant.header", "X-Tenant"),
				Map.entry("llmcache.semantic.enabled", "true"), Map.entry("llmcache.policies.public.owner", "public"),
				Map.entry("llmcache.policies.public.ttl", "1h"),
				Map.entry("llmcache.policies.public.semantic.accept", "threshold"),
				Map.entry("llmcache.policies.tenant.owner", "tenant"),
				Map.entry("llmcache.policies.tenant.ttl", "1h")));
		List<String> arguments = new ArrayList<>();
		for (String setting : settings) {
			arguments.add("--" + setting);
		}
		properties.keySet().removeIf((name) -> Set.of(settings).stream().anyMatch((set) -> set.startsWith(name + "=")));
		return new EdgeApplication(new SpringApplicationBuilder(stack.configuration).web(stack.type)
			.properties(properties)
			.run(arguments.toArray(String[]::new)));
	}

	public int port() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	/**
	 * Return how many responses with answers of the model the application has given.
	 */
	public long responses() {
		return gate().publics() + gate().withheld().values().stream().mapToLong(Long::longValue).sum();
	}

	public URI uri() {
		return URI.create("http://127.0.0.1:" + port());
	}

	public CountingModel model() {
		return this.context.getBean(CountingModel.class);
	}

	public LlmCache cache() {
		return this.context.getBean(LlmCache.class);
	}

	public EdgeGate gate() {
		return this.context.getBean(EdgeGate.class);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Clients of all kinds.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		CountingModel countingModel() {
			return new CountingModel();
		}

		@Bean
		EmbeddingModel wordEmbeddingModel() {
			return new WordEmbeddingModel();
		}

		@Bean
		@LlmCached("public")
		ChatClient publicClient(ChatClient.Builder builder) {
			return builder.defaultSystem("public").build();
		}

		@Bean
		@LlmCached("tenant")
		ChatClient tenantClient(ChatClient.Builder builder) {
			return builder.defaultSystem("tenant").build();
		}

		@Bean
		ChatClient plainClient(ChatClient.Builder builder) {
			return builder.defaultSystem("plain").build();
		}

		@Bean
		ChatClient unwitnessedClient(ChatModel model) {
			return ChatClient.builder(model).defaultSystem("unwitnessed").build();
		}

	}

}
