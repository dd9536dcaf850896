package dev.llmcache.actuate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.LlmCached;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may do what with the endpoint of an application that is behind Spring Security.
 */
class LlmCacheEndpointAccessTests {

	private static final String ENDPOINT = "/actuator/llmcache";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=llmcache";

	private static final String UNRESTRICTED = "management.endpoint.llmcache.access=unrestricted";

	private static final String ANSWERED = "When do you open?";

	/** What each operation wants to know. */
	private static final Map<String, Map<String, Object>> OPERATIONS = Map.of("explain",
			Map.of("client", "desk", "question", ANSWERED), "invalidate", Map.of("policy", "default"), "erase",
			Map.of("user", "ada"), "reject", Map.of(), "confirm", Map.of(), "mode",
			Map.of("policy", "default", "mode", "SHADOW"));

	private final HttpClient http = HttpClient.newHttpClient();

	private @Nullable ConfigurableApplicationContext application;

	private void start(String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.org=error", "--llmcache.semantic.enabled=false", "--llmcache.tenancy=single"));
		Stream.of(settings).map((setting) -> "--" + setting).forEach(arguments::add);
		this.application = new SpringApplicationBuilder(Desk.class).web(WebApplicationType.SERVLET)
			.run(arguments.toArray(String[]::new));
	}

	@AfterEach
	void close() {
		this.http.close();
		application().close();
	}

	@Test
	void isNotThereByDefault() throws Exception {
		start();
		assertThat(get("ada").statusCode()).isEqualTo(404);
	}

	@Test
	void isReadByThoseWhoMayAndChangesNothingByDefault() throws Exception {
		start(EXPOSED);
		assertThat(get(null).statusCode()).isEqualTo(401);
		assertThat(get("bob").statusCode()).isEqualTo(403);
		assertThat(get("ada").statusCode()).isEqualTo(200);
		for (String operation : OPERATIONS.keySet()) {
			assertThat(post("ada", operation).statusCode()).as(operation).isIn(404, 405);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "explain", "invalidate", "erase", "reject", "confirm", "mode" })
	void eachOperationIsForThoseWhoMayOnceItIsEnabled(String operation) throws Exception {
		start(EXPOSED, UNRESTRICTED);
		assertThat(post(null, operation).statusCode()).isEqualTo(401);
		assertThat(post("bob", operation).statusCode()).isEqualTo(403);
		assertThat(post("ada", operation).statusCode()).isIn(200, 204);
	}

	@Test
	void hasNoOperationWhereTheApplicationPermitsReadingOnly() throws Exception {
		start(EXPOSED, UNRESTRICTED, "management.endpoints.access.max-permitted=read-only");
		assertThat(get("ada").statusCode()).isEqualTo(200);
		for (String operation : OPERATIONS.keySet()) {
			assertThat(post("ada", operation).statusCode()).as(operation).isIn(404, 405);
		}
	}

	@Test
	void isGoneWithoutAccess() throws Exception {
		start(EXPOSED, "management.endpoint.llmcache.access=none");
		assertThat(get("ada").statusCode()).isEqualTo(404);
	}

	@Test
	void saysNoTextOfPromptsAndAnswers() throws Exception {
		start(EXPOSED, UNRESTRICTED);
		ask();
		ask();
		assertThat(get("ada").body()).contains("\"hit\":1").doesNotContain("open", "answer 1");
		assertThat(post("ada", "explain").body()).contains("fingerprint").doesNotContain("open", "answer 1");
	}

	private HttpResponse<String> get(@Nullable String user) throws Exception {
		return send(request(ENDPOINT, user).GET());
	}

	private HttpResponse<String> post(@Nullable String user, String operation) throws Exception {
		Map<String, Object> body = OPERATIONS.getOrDefault(operation, Map.of());
		String json = JsonMapper.shared().writeValueAsString(body.isEmpty() ? Map.of("id", answerId()) : body);
		return send(request(ENDPOINT + "/" + operation, user).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	private HttpRequest.Builder request(String path, @Nullable String user) {
		String port = application().getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		return (user == null) ? request : request.header("Authorization",
				"Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private ConfigurableApplicationContext application() {
		return Objects.requireNonNull(this.application);
	}

	private String answerId() {
		ask();
		return Objects.requireNonNull(ask().answerId());
	}

	private CacheOutcome ask() {
		return Objects.requireNonNull(CacheOutcome
			.from(application().getBean(ChatClient.class).prompt(ANSWERED).call().chatClientResponse().context()));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class })
	static class Desk {

		@Bean
		ScriptedChatModel model() {
			return ScriptedChatModel.counting();
		}

		@Bean
		@LlmCached
		ChatClient desk(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

		@Bean
		SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user("ada", "OPERATOR"), user("bob", "CUSTOMER"));
		}

		private static UserDetails user(String name, String role) {
			return User.withUsername(name).password("{noop}secret").roles(role).build();
		}

	}

}
