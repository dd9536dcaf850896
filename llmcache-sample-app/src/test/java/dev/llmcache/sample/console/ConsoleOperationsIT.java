package dev.llmcache.sample.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.sample.Question;
import dev.llmcache.sample.SupportDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console where the endpoint lets it operate the cache, and a policy in shadow mode.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.demo.first-token=5ms", "sample.demo.tokens-per-second=20000" })
@ActiveProfiles("shadow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleOperationsIT {

	private static final String POLICY = "support-desk";

	private static final String CARD = "[data-policy=support-desk]";

	private static final String WARRANTY = "How long is the warranty on the Brisk Kettle?";

	private final ConsoleBrowser browser = new ConsoleBrowser();

	@LocalServerPort
	private int port;

	@Autowired
	private SupportDesk desk;

	@AfterAll
	void closeBrowser() {
		this.browser.close();
	}

	@BeforeEach
	void cacheIsOn() {
		switchTo("ON");
	}

	@Test
	void showsWhatShadowModeWouldHaveSavedAndGotWrong() {
		switchTo("SHADOW");
		figures().replay(150, 1);
		try (ConsolePage console = this.browser.open(this.port).show()) {
			// Verdicts come after the answers
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
				JsonNode told = figures().policy(POLICY).path("shadow");
				assertThat(told.path("requests").asInt()).isEqualTo(150);
				assertThat(console.text(CARD + " .say")).contains(
						"Shadow mode would have answered %d of 150 calls".formatted(answers(told)),
						"with 95 % confidence at most");
			});
			Screenshots.of(console.find(CARD), "console-shadow");
			console.find(CARD + " summary").last().click();
			assertThat(console.find(CARD + " figure").last().locator("tbody tr"))
				.hasCount((int) figures().policy(POLICY)
					.path("thresholds")
					.valueStream()
					.filter((threshold) -> threshold.path("precision").path("judged").asInt() > 0)
					.count());
			assertThat(console.complaints()).isEmpty();
		}
	}

	private static long answers(JsonNode account) {
		return account.path("layers")
			.valueStream()
			.mapToLong((layer) -> layer.path("savings").path("answers").asLong())
			.sum();
	}

	@Test
	void switchesAPolicy() {
		ask();
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.find("#mode-policy").selectOption(POLICY);
			console.find("#mode-value").selectOption("READ_ONLY");
			console.find("#mode button").click();
			assertThat(console.find("#result")).hasText("Switched support-desk to read only on this instance.");
			assertThat(console.find(CARD + " .mode")).hasText("read only");
			assertThat(figures().policy(POLICY).path("mode").asString()).isEqualTo("READ_ONLY");
		}
	}

	@Test
	void invalidatesWhatIsChosenOnceThatIsConfirmed() {
		awaitHit();
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.find("#invalidate-by").selectOption("policy");
			console.find("#invalidate-value").fill(POLICY);
			console.find("#invalidate button").click();
			console.find("#confirm-no").click();
			assertThat(console.find("#confirm")).isHidden();
			assertThat(ask().status()).isEqualTo(Status.HIT);

			console.find("#invalidate button").click();
			assertThat(console.find("#confirm-text")).containsText("of the policy “support-desk”");
			console.find("#confirm-yes").click();
			assertThat(console.find("#result")).containsText("Invalidated");
			assertThat(ask().status()).isEqualTo(Status.MISS);
		}
	}

	@Test
	void takesAWrongAnswerOut() {
		String id = Objects.requireNonNull(awaitHit().answerId());
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.find("#report-id").fill("none");
			console.find("#report [value=reject]").click();
			assertThat(console.find("#result")).hasText("There is no such answer or policy.");
			console.find("#report-id").fill(id);
			console.find("#report [value=reject]").click();
			assertThat(console.find("#result")).containsText("Reported as wrong");
			assertThat(ask().answerId()).isNotEqualTo(id);
		}
	}

	@Test
	void sendsTheTokenOfSpringSecurityAlong() {
		try (ConsolePage console = this.browser.open(this.port)) {
			console.context()
				.addCookies(List.of(new Cookie("XSRF-TOKEN", "a%2Fb").setUrl("http://localhost:" + this.port + "/")));
			console.show();
			Request request = console.page()
				.waitForRequest("**/actuator/llmcache/mode", () -> console.find("#mode button").click());
			assertThat(request.headerValue("X-XSRF-TOKEN")).isEqualTo("a/b");
		}
	}

	@Test
	void saysThatSomebodyMayNot() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.page()
				.route("**/actuator/llmcache/mode",
						(route) -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
			console.find("#mode button").click();
			assertThat(console.find("#result")).hasText("You are not allowed to do that.");
		}
	}

	private CacheOutcome awaitHit() {
		await().until(() -> ask().status() == Status.HIT);
		return ask();
	}

	private CacheOutcome ask() {
		return Objects
			.requireNonNull(CacheOutcome.from(this.desk.ask(new Question(WARRANTY, "shop", null, null)).context()));
	}

	private void switchTo(String mode) {
		figures().post("/actuator/llmcache/mode", Map.of("policy", POLICY, "mode", mode));
	}

	private Figures figures() {
		return new Figures(this.port);
	}

}
