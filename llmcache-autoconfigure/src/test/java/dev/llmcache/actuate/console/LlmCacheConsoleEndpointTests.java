package dev.llmcache.actuate.console;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.llmcache.actuate.console.ConsoleApplication.Stack;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheConsoleAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

import static dev.llmcache.actuate.console.ConsoleApplication.ENABLED;
import static dev.llmcache.actuate.console.ConsoleApplication.EXPOSED;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LlmCacheConsoleEndpointTests {

	private static final String CONSOLE = "/actuator/llmcacheconsole";

	private static final String[] BROWSER = { "Accept",
			"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8" };

	private static final Map<String, String> TYPES = Map.of("css", "text/css", "js", "text/javascript", "svg",
			"image/svg+xml");

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isThePageAndItsFiles(Stack stack) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED)) {
			assertThatThePageIsWhole(application, application.port(), CONSOLE);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isWhereverTheApplicationPutsIt(Stack stack) throws Exception {
		String context = (stack == Stack.SERVLET) ? "server.servlet.context-path=/shop"
				: "spring.webflux.base-path=/shop";
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED, context,
				"management.endpoints.web.base-path=/ops",
				"management.endpoints.web.path-mapping.llmcacheconsole=watch/the cache",
				"management.endpoints.web.path-mapping.llmcache=tools/llmcache")) {
			assertThatThePageIsWhole(application, application.port(), "/shop/ops/watch/the%20cache");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isOnThePortOfTheManagementAlone(Stack stack) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED,
				"management.server.port=0", "management.server.base-path=/internal")) {
			assertThatThePageIsWhole(application, application.managementPort(), "/internal" + CONSOLE);
			assertThat(application.get(CONSOLE).statusCode()).isEqualTo(404);
			assertThat(application.get("/internal" + CONSOLE).statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void hasNoOtherFiles(Stack stack) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED)) {
			for (String file : List.of("console.html", "nothing.js", "package-info.class", "..%2fconsole.html",
					"%2e%2e%2f%2e%2e%2fapplication.yml", "..", "dom.js%00", "console.css/x", "DATA")) {
				assertThat(application.get(CONSOLE + "/" + file).statusCode()).as(file).isIn(400, 404);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tellsTheFiguresWhateverTheApplicationsJsonLooksLike(Stack stack) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED,
				"spring.jackson.property-naming-strategy=SNAKE_CASE")) {
			application.ask("When do you open?");
			application.ask("When do you open?");
			HttpResponse<String> response = application.get(CONSOLE + "/data", "Accept", "application/json");
			assertThat(type(response)).startsWith("application/json");
			JsonNode figures = JsonMapper.shared().readTree(response.body()).path("figures");
			assertThat(figures.path("overview").path("requests").path("hit").asInt()).isOne();
			assertThat(figures.path("overview").path("requests").path("miss").asInt()).isOne();
			assertThat(figures.path("overview").path("hitRates")).hasSize(4);
			assertThat(figures.path("recent").path("stepSeconds").asInt()).isPositive();
			assertThat(figures.path("latency").path("boundariesMs")).isNotEmpty();
			assertThat(figures.path("similarity").isObject()).isTrue();
			assertThat(figures.path("decisions")).hasSize(2);
			assertThat(figures.path("policies").path(0).path("policy").asString()).isEqualTo("default");
			assertThat(response.body()).doesNotContain("open");
		}
	}

	@Test
	void isNotThereUnlessItIsSwitchedOn(CapturedOutput output) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(Stack.SERVLET, EXPOSED)) {
			assertThat(application.get(CONSOLE).statusCode()).isEqualTo(404);
			assertThat(output).doesNotContain("llmcache.console");
		}
	}

	@Test
	void saysThatItIsSwitchedOnAndNotExposed(CapturedOutput output) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(Stack.SERVLET, ENABLED,
				"management.endpoints.web.exposure.include=llmcache")) {
			assertThat(application.get(CONSOLE).statusCode()).isEqualTo(404);
			assertThat(output.getOut().lines().filter((line) -> line.contains("llmcache.console.enabled"))).hasSize(1)
				.allSatisfy((line) -> assertThat(line).contains("WARN", "management.endpoints.web.exposure.include"));
		}
	}

	@Test
	void saysNothingWhereItIsExposed(CapturedOutput output) {
		try (ConsoleApplication application = ConsoleApplication.start(Stack.SERVLET, ENABLED, EXPOSED)) {
			assertThat(application.port()).isPositive();
			assertThat(output).doesNotContain("llmcache.console");
		}
	}

	@Test
	void operatesTheCacheWhereTheOtherEndpointLetsIt() throws Exception {
		assertThat(readOnlyReason(EXPOSED)).contains("management.endpoint.llmcache.access");
		assertThat(readOnlyReason("management.endpoints.web.exposure.include=llmcacheconsole"))
			.contains("management.endpoints.web.exposure.include");
		assertThat(readOnlyReason(EXPOSED, "management.endpoint.llmcache.access=unrestricted",
				"management.endpoints.access.max-permitted=read-only"))
			.contains("management.endpoint.llmcache.access");
		assertThat(readOnlyReason(EXPOSED, "management.endpoint.llmcache.access=unrestricted")).isEmpty();
	}

	@Test
	void saysWhatIsMissingWithoutTheLibraryThatDrawsItsCharts() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCacheConsoleAutoConfiguration.class,
							EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(
					new ClassPathResource("META-INF/maven/org.webjars.npm/uplot/pom.properties")))
			.withPropertyValues("llmcache.semantic.enabled=false", ENABLED, EXPOSED)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("llmcache.console.enabled", "uPlot"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SECURED_SERVLET", "SECURED_REACTIVE" })
	void isBehindTheApplicationsSecurity(Stack stack) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(stack, ENABLED, EXPOSED)) {
			for (String path : List.of(CONSOLE, CONSOLE + "/data", CONSOLE + "/console.js")) {
				assertThat(application.get(path).statusCode()).as(path).isEqualTo(401);
				assertThat(application.get(path, "Authorization", basic("bob")).statusCode()).as(path).isEqualTo(403);
				assertThat(application.get(path, "Authorization", basic("ada")).statusCode()).as(path).isEqualTo(200);
			}
		}
	}

	@Test
	void operatesTheCacheWithTheTokenOfSpringSecurity() throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(Stack.SECURED_SERVLET, ENABLED, EXPOSED,
				"management.endpoint.llmcache.access=unrestricted")) {
			String cookie = application.get(CONSOLE, "Authorization", basic("ada"))
				.headers()
				.firstValue("Set-Cookie")
				.orElse("");
			assertThat(cookie).startsWith("XSRF-TOKEN=").doesNotContain("HttpOnly");
			String token = cookie.substring("XSRF-TOKEN=".length(), cookie.indexOf(';'));
			String operation = "/actuator/llmcache/mode";
			String body = "{\"policy\":\"support-desk\",\"mode\":\"SHADOW\"}";
			assertThat(application.post(operation, body, "Authorization", basic("ada"), "Cookie", "XSRF-TOKEN=" + token)
				.statusCode()).isEqualTo(403);
			assertThat(application
				.post(operation, body, "Authorization", basic("ada"), "Cookie", "XSRF-TOKEN=" + token, "X-XSRF-TOKEN",
						token)
				.statusCode()).isEqualTo(200);
		}
	}

	private static String readOnlyReason(String... settings) throws Exception {
		try (ConsoleApplication application = ConsoleApplication.start(Stack.SERVLET,
				Stream.concat(Stream.of(ENABLED), Stream.of(settings)).toArray(String[]::new))) {
			JsonNode report = JsonMapper.shared().readTree(application.get(CONSOLE + "/data").body());
			String reason = report.path("readOnlyReason").asString("");
			assertThat(report.path("writable").asBoolean()).isEqualTo(reason.isEmpty());
			return reason;
		}
	}

	private static void assertThatThePageIsWhole(ConsoleApplication application, int port, String path)
			throws Exception {
		HttpResponse<String> page = application.get(port, path, BROWSER);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(type(page)).isEqualTo("text/html;charset=UTF-8");
		List<String> addresses = addresses(page.body(), "(?:href|src)=\"([^\"#]+)\"");
		assertThat(addresses).hasSizeGreaterThan(4);
		for (String address : addresses) {
			HttpResponse<String> file = application.get(port, resolved(path, address));
			assertThat(file.statusCode()).as(address).isEqualTo(200);
			assertThat(type(file)).as(address)
				.startsWith(TYPES.get(address.substring(address.lastIndexOf('.') + 1)) + ";");
			for (String module : addresses(file.body(), "from \"\\./([^\"]+)\"")) {
				assertThat(application.get(port, resolved(resolved(path, address), module)).statusCode()).as(module)
					.isEqualTo(200);
			}
		}
		String script = addresses.stream()
			.filter((address) -> address.endsWith("/console.js"))
			.findFirst()
			.orElseThrow();
		assertThat(application.get(port, resolved(resolved(path, script), "data")).statusCode()).isEqualTo(200);
		String operations = addresses(page.body(), "name=\"operations\" content=\"([^\"]+)\"").getFirst();
		assertThat(application.get(port, resolved(path, operations)).statusCode()).isEqualTo(200);
	}

	// As a browser does
	private static String resolved(String path, String address) {
		return URI.create(path).resolve(address).toString();
	}

	private static List<String> addresses(String text, String pattern) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
	}

	private static String type(HttpResponse<?> response) {
		return response.headers().firstValue("Content-Type").orElse("");
	}

	private static String basic(String user) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
	}

}
