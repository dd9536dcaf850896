package dev.llmcache.actuate.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.LlmCached;
import dev.llmcache.test.ScriptedChatModel;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Web application with the console, behind Spring Security or not.
 */
final class ConsoleApplication implements AutoCloseable {

	private static final String STORES = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";

	private static final String SECURITY = ","
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration";

	static final String EXPOSED = "management.endpoints.web.exposure.include=llmcache,llmcacheconsole";

	static final String ENABLED = "llmcache.console.enabled=true";

	private final ConfigurableApplicationContext context;

	private final HttpClient http = HttpClient.newHttpClient();

	private ConsoleApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ConsoleApplication start(Stack stack, String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.org=error", "--llmcache.semantic.enabled=false", "--llmcache.tenancy=single",
				"--llmcache.policies.support-desk.ttl=1h",
				"--spring.autoconfigure.exclude=" + STORES + (stack.secured ? "" : SECURITY)));
		Stream.of(settings).map((setting) -> "--" + setting).forEach(arguments::add);
		return new ConsoleApplication(new SpringApplicationBuilder(stack.configuration).web(stack.type)
			.run(arguments.toArray(String[]::new)));
	}

	int port() {
		return port("local.server.port");
	}

	int managementPort() {
		return port("local.management.port");
	}

	private int port(String property) {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty(property));
	}

	HttpResponse<String> get(String path, String... headers) throws Exception {
		return get(port(), path, headers);
	}

	HttpResponse<String> get(int port, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(path));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> post(String path, String body, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port()).resolve(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	void ask(String question) {
		this.context.getBean(ChatClient.class).prompt(question).call().content();
	}

	@Override
	public void close() {
		this.http.close();
		this.context.close();
	}

	/**
	 * What serves the requests.
	 */
	enum Stack {

		SERVLET(WebApplicationType.SERVLET, Desk.class, false),

		REACTIVE(WebApplicationType.REACTIVE, ReactiveDesk.class, false),

		SECURED_SERVLET(WebApplicationType.SERVLET, SecuredDesk.class, true),

		SECURED_REACTIVE(WebApplicationType.REACTIVE, SecuredReactiveDesk.class, true);

		private final WebApplicationType type;

		private final Class<?> configuration;

		private final boolean secured;

		Stack(WebApplicationType type, Class<?> configuration, boolean secured) {
			this.type = type;
			this.configuration = configuration;
			this.secured = secured;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Desk {

		@Bean
		ScriptedChatModel model() {
			return ScriptedChatModel.counting();
		}

		@Bean
		@LlmCached("support-desk")
		ChatClient desk(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { TomcatReactiveWebServerAutoConfiguration.class,
			TomcatReactiveManagementContextAutoConfiguration.class })
	static class ReactiveDesk extends Desk {

	}

	@Configuration(proxyBeanMethods = false)
	static class SecuredDesk extends Desk {

		@Bean
		SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
				.csrf(CsrfConfigurer::spa)
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(users("ada", "OPERATOR"), users("bob", "CUSTOMER"));
		}

		static UserDetails users(String name, String role) {
			return User.withUsername(name).password("{noop}secret").roles(role).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecuredReactiveDesk extends ReactiveDesk {

		@Bean
		SecurityWebFilterChain endpoints(ServerHttpSecurity http) {
			return http
				.securityMatcher(org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest
					.toAnyEndpoint())
				.authorizeExchange((exchanges) -> exchanges.anyExchange().hasRole("OPERATOR"))
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(SecuredDesk.users("ada", "OPERATOR"),
					SecuredDesk.users("bob", "CUSTOMER"));
		}

	}

}
