package dev.llmcache.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Explanation;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheEndpointAutoConfiguration;
import dev.llmcache.policy.Mode;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.test.FailingGenerationStore;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
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

	private final WebApplicationContextRunner unrestricted = this.runner.withPropertyValues(
			"management.endpoints.web.exposure.include=llmcache", "management.endpoint.llmcache.access=UNRESTRICTED",
			"llmcache.policies.faq.owner=user");

	@Test
	void isNotExposedUnlessTold() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(LlmCacheEndpoint.class));
	}

	@Test
	void isReadOnlyUnlessTold() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=llmcache")
			.run((context) -> assertThat(methods(context)).containsOnly("GET"));
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=llmcache",
					"management.endpoint.llmcache.access=UNRESTRICTED")
			.run((context) -> assertThat(methods(context)).containsOnly("GET", "POST"));
	}

	@Test
	void tellsWhatTheCacheIsMadeOf() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=llmcache").run((context) -> {
			Overview overview = context.getBean(LlmCacheEndpoint.class).overview();
			assertThat(overview.enabled()).isTrue();
			assertThat(overview.layers()).extracting((layer) -> layer.name()).containsExactly("EXACT");
			assertThat(overview.policies()).containsExactly("default", "faq");
			assertThat(overview.rejections()).isEqualTo(Map.of());
			assertThat(overview.stores()).extracting(StoreStatus::store).contains("exact");
			assertThat(overview.resting()).isEmpty();
		});
	}

	@Test
	void explainsWhyACallWouldMiss() {
		this.unrestricted.run((context) -> {
			ask(context, "acme", "When do you {open}?");
			Map<String, Object> call = Map.of("client", "desk", "question", "When do you {open}?", "tenant", "globex",
					"user", "ada");
			assertThat(post(context, "explain", call).getBody()).isInstanceOfSatisfying(Explanation.class,
					(explanation) -> assertThat(Objects.requireNonNull(explanation.nearest()).differingParts())
						.containsExactly("owner"));
			assertThat(status(context, "explain", Map.of("client", "nobody", "question", "q"))).isEqualTo(404);
			assertThat(status(context, "explain", Map.of("client", "desk"))).isEqualTo(400);
			assertThat(status(context, "delete", call)).isEqualTo(404);
		});
	}

	@Test
	void invalidatesWhatIsChosen() {
		this.unrestricted.run((context) -> {
			for (Map<String, Object> chosen : List.<Map<String, Object>>of(Map.of("tag", "prices"),
					Map.of("tenant", "acme"), Map.of("tenant", "acme", "user", "ada"), Map.of("model", "scripted"),
					Map.of("policy", "faq"), Map.of("all", "true"), Map.of("tag", "none", "model", "scripted"))) {
				ask(context, "acme", "q");
				post(context, "invalidate", Map.of("tag", "none", "tenant", "globex", "user", "", "model", "none"));
				assertThat(ask(context, "acme", "q")).isEqualTo(Status.HIT);
				assertThat(json(post(context, "invalidate", chosen)))
					.isEqualTo("{\"applied\":[\"EXACT\"],\"pending\":[]}");
				assertThat(ask(context, "acme", "q")).as(chosen.toString()).isEqualTo(Status.MISS);
			}
		});
	}

	@Test
	void erasesWhatIsChosen() {
		this.unrestricted.run((context) -> {
			for (Map<String, Object> chosen : List.<Map<String, Object>>of(Map.of("tenant", "acme"),
					Map.of("tenant", "acme", "user", "ada"))) {
				ask(context, "acme", "q");
				assertThat(json(post(context, "erase", chosen)))
					.isEqualTo("{\"deleted\":{\"EXACT\":1},\"failed\":[],\"complete\":true}");
				assertThat(ask(context, "acme", "q")).isEqualTo(Status.MISS);
			}
			assertThat(json(post(context, "erase", Map.of("user", "ada"))))
				.isEqualTo("{\"deleted\":{\"EXACT\":0},\"failed\":[],\"complete\":true}");
		});
	}

	@Test
	void doesNothingWhereItIsNotSaidWhatIsMeant() {
		this.unrestricted.run((context) -> {
			ask(context, "acme", "q");
			assertThat(status(context, "invalidate", Map.of())).isEqualTo(400);
			assertThat(status(context, "invalidate", Map.of("all", "false", "tag", " "))).isEqualTo(400);
			assertThat(status(context, "erase", Map.of())).isEqualTo(400);
			assertThat(status(context, "erase", Map.of("all", "true"))).isEqualTo(400);
			assertThat(status(context, "erase", Map.of("tag", "prices"))).isEqualTo(400);
			assertThat(status(context, "erase", Map.of("tag", "prices", "tenant", "acme"))).isEqualTo(400);
			assertThat(ask(context, "acme", "q")).isEqualTo(Status.HIT);
		});
	}

	@Test
	void saysWhatIsPendingWhereTheServerIsAway() {
		FailingGenerationStore generations = new FailingGenerationStore();
		this.unrestricted.withBean(GenerationStore.class, () -> generations).run((context) -> {
			ask(context, "acme", "q");
			generations.failing(true);
			for (String operation : List.of("invalidate", "erase")) {
				WebEndpointResponse<?> response = post(context, operation, Map.of("tenant", "acme"));
				assertThat(response.getStatus()).isEqualTo(503);
				assertThat(json(response)).isEqualTo("{\"applied\":[],\"pending\":[\"EXACT\"]}");
			}
		});
	}

	@Test
	void tellsWhatAPolicyHasSaved() {
		this.unrestricted.run((context) -> {
			ask(context, "acme", "q");
			ask(context, "acme", "q");
			PolicyStatus faq = status(context, "faq");
			assertThat(faq.mode()).isEqualTo(Mode.ON);
			assertThat(faq.served().requests()).isEqualTo(2);
			assertThat(faq.served().layers().getFirst().hitRate()).isEqualTo(0.5);
			assertThat(faq.net().promptTokens()).isEqualTo(11);
			assertThat(status(context, "default").served().requests()).isZero();
			assertThat(context.getBean(LlmCacheEndpoint.class).policy("none").getStatus()).isEqualTo(404);
		});
	}

	private static PolicyStatus status(ApplicationContext context, String policy) {
		return Objects.requireNonNull(context.getBean(LlmCacheEndpoint.class).policy(policy).getBody());
	}

	@Test
	void switchesAPolicysMode() {
		this.unrestricted.run((context) -> {
			ask(context, "acme", "q");
			post(context, "mode", Map.of("policy", "faq", "mode", "shadow"));
			assertThat(ask(context, "acme", "q")).isEqualTo(Status.MISS);
			post(context, "mode", Map.of("policy", "faq", "mode", "on"));
			assertThat(ask(context, "acme", "q")).isEqualTo(Status.HIT);
			assertThat(status(context, "mode", Map.of("policy", "none", "mode", "on"))).isEqualTo(404);
			assertThat(status(context, "mode", Map.of("policy", "faq"))).isEqualTo(400);
		});
	}

	@Test
	void takesReportsOfAnswers() {
		this.unrestricted.run((context) -> {
			ask(context, "acme", "q");
			String id = Objects.requireNonNull(outcome(context, "acme", "q").answerId());
			assertThat(status(context, "reject", Map.of("id", id))).isEqualTo(204);
			assertThat(ask(context, "acme", "q")).isEqualTo(Status.MISS);
			assertThat(status(context, "reject", Map.of("id", id))).isEqualTo(404);
			assertThat(status(context, "confirm", Map.of("id", "none"))).isEqualTo(404);
			assertThat(status(context, "confirm", Map.of())).isEqualTo(400);
		});
	}

	private static Status ask(ApplicationContext context, String tenant, String question) {
		return outcome(context, tenant, question).status();
	}

	private static CacheOutcome outcome(ApplicationContext context, String tenant, String question) {
		return Objects.requireNonNull(CacheOutcome.from(context.getBean(ChatClient.class)
			.prompt()
			.messages(new UserMessage(question))
			.advisors(LlmCacheParams.tenant(tenant))
			.advisors(LlmCacheParams.user("ada"))
			.advisors(LlmCacheParams.tags("prices"))
			.call()
			.chatClientResponse()
			.context()));
	}

	private static int status(ApplicationContext context, String operation, Map<String, Object> body) {
		return post(context, operation, body).getStatus();
	}

	/** Posts as the web does, without the web. */
	private static WebEndpointResponse<?> post(ApplicationContext context, String operation, Map<String, Object> body) {
		Map<String, Object> arguments = new HashMap<>(body);
		arguments.put("operation", operation);
		WebOperation write = operations(context)
			.filter((found) -> found.getRequestPredicate().getHttpMethod() == WebEndpointHttpMethod.POST)
			.findFirst()
			.orElseThrow();
		Object response = write.invoke(new InvocationContext(SecurityContext.NONE, arguments));
		return (WebEndpointResponse<?>) Objects.requireNonNull(response);
	}

	private static String json(WebEndpointResponse<?> response) {
		return JsonMapper.shared().writeValueAsString(response.getBody());
	}

	private static List<String> methods(ApplicationContext context) {
		return operations(context).map((operation) -> operation.getRequestPredicate().getHttpMethod().name()).toList();
	}

	private static Stream<WebOperation> operations(ApplicationContext context) {
		return context.getBean(WebEndpointDiscoverer.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toString().equals("llmcache"))
			.flatMap((endpoint) -> endpoint.getOperations().stream());
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
