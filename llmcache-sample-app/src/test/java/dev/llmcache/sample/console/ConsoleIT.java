package dev.llmcache.sample.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console of the sample, as it comes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.demo.first-token=20ms", "sample.demo.tokens-per-second=5000" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

	private static final String WARRANTY = "How long is the warranty on the Brisk Kettle?";

	private final ConsoleBrowser browser = new ConsoleBrowser();

	@LocalServerPort
	private int port;

	@BeforeAll
	void haveADayBehind() {
		figures().replay(120, 1);
		awaitPoint();
	}

	@AfterAll
	void closeBrowser() {
		this.browser.close();
	}

	@Test
	void loadsWithoutAComplaintAndAsksNobodyElse() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			assertThat(console.find("canvas")).hasCount(4);
			assertThat(console.complaints()).isEmpty();
			assertThat(console.requests()).hasSizeGreaterThan(10)
				.allSatisfy((url) -> assertThat(url).startsWith("http://localhost:" + this.port + ConsolePage.PATH));
		}
	}

	@Test
	void itsPolicyForContentForbidsEverybodyElse() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.page().evaluate("fetch('http://127.0.0.1:1/').catch(() => {})");
			console.page()
				.evaluate("{ const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
						+ " document.body.append(s); }");
			assertThat(console.page().evaluate("window.ran ?? null")).isNull();
			assertThat(console.complaints()).hasSizeGreaterThanOrEqualTo(2)
				.allSatisfy((complaint) -> assertThat(complaint).contains("Content Security Policy"));
		}
	}

	@Test
	void showsWhatTheEndpointTells() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			JsonNode told = figures().overview();
			assertThat(number(console.text("#requests-value"))).isEqualTo(told.path("requests").path("total").asInt());
			assertThat(console.text("#rate-value")).isEqualTo(percent(told.path("hitRates").path(0).path("hitRate")));
			assertThatMoney(console.text("#money-value"), told.path("net").path("usd").decimalValue());
			assertThat(bill(console)).isEqualTo(bill(told));
			for (String reasons : List.of("misses", "bypasses", "rejections")) {
				assertThat(console.find("#" + reasons + " li[data-reason]")).hasCount(told.path(reasons).size());
				told.path(reasons)
					.properties()
					.forEach((reason) -> assertThat(
							console.find("#%s [data-reason='%s'] b".formatted(reasons, reason.getKey())))
						.hasText(String.valueOf(reason.getValue().asInt())));
			}
			assertThat(console.texts("#layers li")).hasSameSizeAs(told.path("layers"));
			assertThat(console.texts("#stores-rows td.number"))
				.containsExactlyElementsOf(told.path("stores")
					.valueStream()
					.map((store) -> "%,d".formatted(store.path("entries").asInt()))
					.toList())
				.hasSize(3);
		}
	}

	@Test
	void showsTheLatestDecisionsAndOnlyTheirFingerprints() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			JsonNode decisions = figures().shown().path("decisions");
			console.find("#more").click();
			assertThat(console.find("#decisions-rows tr")).hasCount(decisions.size());
			assertThat(console.texts("#decisions-rows code")).containsExactlyElementsOf(
					decisions.valueStream().map((decision) -> decision.path("fingerprint").asString()).toList());
			long misses = decisions.valueStream()
				.filter((decision) -> decision.path("outcome").asString().equals("miss"))
				.count();
			console.find("[data-filter=miss]").click();
			assertThat(console.find("#decisions-rows tr")).hasCount((int) misses);
			assertThat(console.texts("#decisions-rows .badge")).containsOnly("Miss");
			assertThat(console.page().content()).doesNotContainIgnoringCase("kettle");
		}
	}

	@Test
	void tellsTheFiguresOfEachChartInATableToo() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			JsonNode latency = figures().shown().path("latency");
			console.find("#chart-latency summary").click();
			assertThat(console.find("#chart-latency tbody tr"))
				.hasCount((int) IntStream.range(0, latency.path("hits").size())
					.filter((i) -> latency.path("hits").path(i).asInt() + latency.path("misses").path(i).asInt() > 0)
					.count());
			assertThat(console.find("#chart-rate [role=img]")).hasAttribute("aria-label",
					Pattern.compile("Hit rate by layer: \\d+\\s% of [\\d,]+ requests .*"));
		}
	}

	@Test
	void addsUpWhatEachLayerSaved() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.find("#chart-savings summary").click();
			List<String> latest = console.find("#chart-savings tbody tr").first().locator("td").allInnerTexts();
			JsonNode points = figures().shown().path("recent").path("points");
			assertThat(latest).hasSize(6);
			assertThatMoney(latest.get(0), saved(points, "exact"));
			assertThatMoney(latest.get(1), saved(points, "semantic"));
			assertThat(console.find("#chart-savings .legend")).containsText("Semantic");
			assertThat(console.find("#chart-savings .legend span:has-text('Edge')").first()).isHidden();
		}
	}

	private static BigDecimal saved(JsonNode points, String layer) {
		return points.valueStream()
			.map((point) -> point.path("saved").path(layer).path("usd").decimalValue(BigDecimal.ZERO))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	@Test
	void movesWhileSomebodyAsks() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			int before = number(console.text("#requests-value"));
			figures().ask(WARRANTY);
			assertThat(console.find("#requests-value")).hasText("%,d".formatted(before + 1));
			console.find("#pause").click();
			figures().ask(WARRANTY);
			console.page().waitForTimeout(3000);
			assertThat(console.find("#requests-value")).hasText("%,d".formatted(before + 1));
			console.find("#pause").click();
			assertThat(console.find("#requests-value")).hasText("%,d".formatted(before + 2));
		}
	}

	@Test
	void goesOnAfterFiguresThatItDoesNotKnow() {
		AtomicBoolean strange = new AtomicBoolean();
		try (ConsolePage console = this.browser.open(this.port)
			.rewriting((told) -> strange.get() ? "{\"figures\":{\"at\":0,\"overview\":{\"stores\":0}}}" : told)
			.show()) {
			strange.set(true);
			assertThat(console.find("#live-text")).containsText("reload it");
			strange.set(false);
			assertThat(console.find("#live-text")).containsText("Live");
		}
	}

	@Test
	void asksForNothingWhileNobodyLooks() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			look(console, false);
			console.page().waitForTimeout(500);
			int before = console.requests().size();
			console.page().waitForTimeout(4500);
			assertThat(console.requests()).hasSize(before);
			figures().ask(WARRANTY);
			String now = "%,d".formatted(figures().overview().path("requests").path("total").asInt());
			look(console, true);
			assertThat(console.find("#requests-value")).hasText(now);
		}
	}

	private static void look(ConsolePage console, boolean looks) {
		console.page()
			.evaluate("hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
					+ " document.dispatchEvent(new Event('visibilitychange')); }", !looks);
	}

	@Test
	void isReadOnlyAndSaysWhatToChange() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			assertThat(console.find("#operations")).isHidden();
			assertThat(console.find("#read-only")).containsText("management.endpoint.llmcache.access");
		}
	}

	@Test
	void canBeWalkedThroughByKeyboard() {
		try (ConsolePage console = this.browser.open(this.port).show()) {
			console.page().keyboard().press("Tab");
			assertThat(console.find(".skip")).isFocused();
			console.page().keyboard().press("Enter");
			assertThat(console.find("main")).isFocused();
			int stops = (int) console.page()
				.evaluate("[...document.querySelectorAll('main button, main select, main input, main summary')]"
						+ ".filter((one) => one.checkVisibility()).length");
			List<Object> walked = new ArrayList<>();
			for (int i = 0; i < stops; i++) {
				console.page().keyboard().press("Tab");
				walked.add(console.page()
					.evaluate("(() => { const one = document.activeElement, style = getComputedStyle(one);"
							+ " return one.closest('main') !== null && style.outlineStyle === 'solid'"
							+ " && parseFloat(style.outlineWidth) >= 2; })()"));
			}
			assertThat(walked).hasSizeGreaterThan(8).containsOnly(true);
			console.find("[data-span=day]").focus();
			console.page().keyboard().press("Space");
			assertThat(console.find("[data-span=day]")).hasAttribute("aria-pressed", "true");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "LIGHT", "DARK" })
	void canBeReadInEitherLight(ColorScheme scheme) {
		try (ConsolePage console = this.browser.open(this.port, new NewContextOptions().setColorScheme(scheme))
			.show()) {
			String paper = (String) console.page().evaluate("getComputedStyle(document.body).backgroundColor");
			assertThat(paper).isEqualTo((scheme == ColorScheme.DARK) ? "rgb(18, 22, 20)" : "rgb(246, 244, 238)");
			assertThat((List<?>) console.page().evaluate(Contrast.SCRIPT)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, 390, 768, 1440 })
	void fitsWithoutScrollingSideways(int width) {
		try (ConsolePage console = this.browser.open(this.port, new NewContextOptions().setViewportSize(width, 844))
			.show()) {
			for (int i = 0; i < console.find("summary").count(); i++) {
				console.find("summary").nth(i).click();
			}
			assertThat(console.width()).isLessThanOrEqualTo(width);
		}
	}

	@Test
	void standsStillForThoseWhoAskForIt() {
		try (ConsolePage console = this.browser
			.open(this.port, new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))
			.show()) {
			assertThat(console.page().evaluate("document.getAnimations().length")).isEqualTo(0);
		}
	}

	@Test
	void operatesNothingInTheFrameOfAnotherPage() {
		try (ConsolePage console = this.browser.open(this.port)
			.rewriting((json) -> json.replace("\"writable\":false", "\"writable\":true"))
			.show()) {
			assertThat(console.find("#operations")).isVisible();
			console.page().navigate("http://localhost:" + this.port + "/api/desk");
			console.page()
				.setContent("<iframe src='http://localhost:%d%s'></iframe>".formatted(this.port, ConsolePage.PATH));
			assertThat(console.page().frameLocator("iframe").locator("#live-text")).containsText("Live");
			assertThat(console.page().frameLocator("iframe").locator("#operations")).isHidden();
		}
	}

	@Test
	void takesNoTextForMarkup() {
		String markup = "<img src=x onerror='window.hacked=1'><b>";
		try (ConsolePage console = this.browser.open(this.port)
			.rewriting((json) -> json.replace("support-desk", markup)
				.replace("demo-faq", markup)
				.replace("below-threshold", markup)
				.replace("\"outcome\":\"miss\"", "\"outcome\":\"" + markup + "\""))
			.show()) {
			assertThat(console.find("#policies h3")).hasText(markup);
			assertThat(console.find("#bill-rows")).containsText(markup);
			assertThat(console.find("#decisions-rows")).containsText(markup);
			assertThat(console.find("main img")).hasCount(0);
			assertThat(console.page().evaluate("window.hacked ?? null")).isNull();
		}
	}

	@Test
	void saysThatAPriceIsUnknownAndNever0() {
		try (ConsolePage console = this.browser.open(this.port)
			.rewriting((json) -> json.replaceAll("\"usd\":[-0-9.E]+", "\"usd\":null")
				.replaceAll("\"net\":\\{([^}]*)\"usd\":null,\"unpriced\":\\[]",
						"\"net\":{$1\"usd\":0,\"unpriced\":[\"some-model\"]"))
			.show()) {
			assertThat(console.find("#money-value")).hasText("price unknown");
			assertThat(console.find("#money-note")).containsText("some-model");
			assertThat(console.find("#bill")).not().containsText("$");
		}
	}

	@Test
	void theDeskLinksToItAndReplaysADay() {
		try (ConsolePage console = this.browser.open(this.port)) {
			console.page().navigate("http://localhost:" + this.port);
			console.find("#replay").click();
			assertThat(console.find("#replay")).hasText("Stop the day");
			await().atMost(Duration.ofSeconds(30))
				.until(() -> figures().get("/api/day/replay").path("asked").asInt() > 3);
			console.find("#watch").click();
			assertThat(console.find("#live-text")).containsText("Live");
			int before = number(console.text("#requests-value"));
			console.page()
				.waitForFunction("before => Number(document.getElementById('requests-value').textContent"
						+ ".replace(',', '')) > before", before);
			assertThat(figures().delete("/api/day/replay").path("running").asBoolean()).isFalse();
			assertThat(console.complaints()).isEmpty();
		}
	}

	private Figures figures() {
		return new Figures(this.port);
	}

	// The history grows every five seconds
	private void awaitPoint() {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> figures().shown()
				.path("recent")
				.path("points")
				.valueStream()
				.anyMatch((point) -> point.path("requests").asInt() > 0));
	}

	private static int number(String text) {
		return Integer.parseInt(text.replace(",", ""));
	}

	private static String percent(JsonNode share) {
		return "%s %%"
			.formatted(share.decimalValue().movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString());
	}

	private static void assertThatMoney(String shown, BigDecimal told) {
		BigDecimal value = new BigDecimal(shown.replace("$", "").replace("−", "-").replace(",", ""));
		assertThat(value).isEqualByComparingTo(told.setScale(value.scale(), RoundingMode.HALF_UP));
	}

	private static List<List<String>> bill(ConsolePage console) {
		return console.find("#bill-rows tr")
			.all()
			.stream()
			.map((row) -> row.locator("td").allInnerTexts())
			.map((cells) -> List.of(cells.get(2), cells.get(4).replace("−", ""), cells.get(5).replace("−", "")))
			.toList();
	}

	private static List<List<String>> bill(JsonNode told) {
		List<List<String>> rows = new ArrayList<>();
		told.path("saved").forEach((row) -> rows.add(tokens(row, "answers")));
		told.path("spent").forEach((row) -> rows.add(tokens(row, "calls")));
		rows.removeIf((row) -> row.getFirst().equals("0"));
		return rows;
	}

	private static List<String> tokens(JsonNode row, String times) {
		return List.of("%,d".formatted(row.path(times).asLong()), "%,d".formatted(row.path("promptTokens").asLong()),
				"%,d".formatted(row.path("completionTokens").asLong()));
	}

}
