package dev.llmcache.actuate;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.Explanation;
import dev.llmcache.LlmCached;
import dev.llmcache.actuate.LlmCacheEndpoint.Overview;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheEndpointAutoConfiguration;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebOperationRequestPredicate;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class LlmCacheEndpointTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class,
				LlmCacheEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebEndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withUserConfiguration(Desk.class)
		.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.policies.faq.ttl=1h");

	@Test
	void isNotExposedUnlessTold() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(LlmCacheEndpoint.class));
	}

	@Test
	void isReadOnlyUnlessTold() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=llmcache")
			.run((context) -> assertThat(operations(context)).containsOnly("GET"));
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=llmcache",
					"management.endpoint.llmcache.access=UNRESTRICTED")
			.run((context) -> assertThat(operations(context)).containsOnly("GET", "POST"));
	}

	@Test
	void tellsWhatTheCacheIsMadeOf() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=llmcache").run((context) -> {
			Overview overview = context.getBean(LlmCacheEndpoint.class).overview();
			assertThat(overview.enabled()).isTrue();
			assertThat(overview.layers()).extracting((layer) -> layer.name()).containsExactly("EXACT");
			assertThat(overview.policies()).containsExactly("default", "faq");
			assertThat(overview.rejections()).isEqualTo(Map.of());
		});
	}

	@Test
	void explainsWhyACallWouldMiss() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=llmcache").run((context) -> {
			LlmCacheEndpoint endpoint = context.getBean(LlmCacheEndpoint.class);
			context.getBean(ChatClient.class)
				.prompt()
				.messages(new UserMessage("When do you {open}?"))
				.advisors(LlmCacheParams.tenant("acme"))
				.call()
				.content();
			Explanation other = endpoint.explain("explain", "desk", "When do you {open}?", null, "globex", null);
			assertThat(Objects.requireNonNull(Objects.requireNonNull(other).nearest()).differingParts())
				.containsExactly("owner");
			assertThat(endpoint.explain("explain", "nobody", "q", null, "acme", null)).isNull();
			assertThat(endpoint.explain("erase", "desk", "q", null, "acme", null)).isNull();
		});
	}

	private static List<String> operations(ApplicationContext context) {
		return context.getBean(WebEndpointDiscoverer.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toString().equals("llmcache"))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map((operation) -> operation.getRequestPredicate())
			.map(WebOperationRequestPredicate::getHttpMethod)
			.map(Enum::name)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

		@Bean
		@LlmCached("faq")
		ChatClient desk() {
			return ChatClient.create(ScriptedChatModel.counting());
		}

	}

}
