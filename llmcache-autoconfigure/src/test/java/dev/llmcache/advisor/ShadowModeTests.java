package dev.llmcache.advisor;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import dev.llmcache.Precision;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.report.LayerReport;
import dev.llmcache.report.ModelSavings;
import dev.llmcache.report.PolicyReport.ThresholdReport;
import dev.llmcache.report.Savings;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ShadowModeTests {

	private static final String STORED = "How do I return a broken kettle to the shop in town?";

	private static final String REPHRASED = "How can I return a broken kettle to the shop in town?";

	private static final String FARTHER = "How can one return some broken kettle to the shop in town?";

	private final TestPolicy policy = shadow();

	private final SemanticFixture fixture = new SemanticFixture(this.policy);

	private static TestPolicy shadow() {
		TestPolicy policy = new TestPolicy();
		policy.mode = Mode.SHADOW;
		policy.threshold = 0.9;
		return policy;
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private ScriptedChatModel model(String... answers) {
		ScriptedChatModel inTurn = ScriptedChatModel.answeringInTurn(answers);
		return ScriptedChatModel.scripted((prompt) -> {
			this.fixture.clock.advance(Duration.ofSeconds(2));
			return inTurn.stream(prompt);
		});
	}

	private static ChatClientResponse ask(ChatClient client, String question, boolean streaming) {
		ChatClientResponse response = streaming
				? client.prompt(question).stream().chatClientResponse().blockLast(Duration.ofSeconds(10))
				: client.prompt(question).call().chatClientResponse();
		return Objects.requireNonNull(response);
	}

	private static CacheOutcome outcome(ChatClientResponse response) {
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theModelAnswersEveryCall(boolean streaming) {
		ScriptedChatModel model = model("Send it back.");
		ChatClient client = this.fixture.client(model);
		for (String question : new String[] { STORED, STORED, REPHRASED }) {
			CacheOutcome outcome = outcome(ask(client, question, streaming));
			assertThat(outcome.status()).isEqualTo(Status.MISS);
			assertThat(outcome.reason()).isEqualTo("shadow");
		}
		assertThat(model.calls()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void tellsWhatEachLayerWouldHaveAnsweredAndSaved(boolean streaming) {
		ChatClient client = this.fixture.client(model("Send it back."));
		for (String question : new String[] { STORED, STORED, REPHRASED, "When do you open?" }) {
			ask(client, question, streaming);
		}
		assertThat(this.fixture.report().shadow().requests()).isEqualTo(4);
		assertThat(this.fixture.report().shadow().layers()).containsExactly(layer(Layer.EXACT, 1),
				layer(Layer.SEMANTIC, 1));
		assertThat(this.fixture.report().served().requests()).isZero();
	}

	private static LayerReport layer(Layer layer, int right) {
		ModelSavings saved = new ModelSavings(1, Duration.ofSeconds(2).toNanos(), new ModelTokens(11, 7, 0, 0), 0);
		return new LayerReport(layer, 0.25, new Savings(Map.of("scripted-1", saved)), new Precision(right, 1));
	}

	@Test
	void tellsHowOftenTheModelSaidSomethingElse() {
		ChatClient client = this.fixture.client(model("Send it back.", "Bring it in.", "Neither."));
		for (String question : new String[] { STORED, STORED, REPHRASED }) {
			ask(client, question, false);
		}
		assertThat(this.fixture.report().shadow().layers()).extracting(LayerReport::precision)
			.containsExactly(new Precision(0, 1), new Precision(0, 1));
	}

	@Test
	void tellsWhatOtherThresholdsWouldHaveDone() {
		ChatClient client = this.fixture.client(model("Send it back.", "Send it back.", "Keep it."));
		for (String question : new String[] { STORED, REPHRASED, FARTHER, "When do you open?" }) {
			ask(client, question, false);
		}
		assertThat(threshold(0.9).precision()).isEqualTo(new Precision(1, 1));
		assertThat(threshold(0.9).hitRate()).isEqualTo(0.25);
		assertThat(threshold(0.75).precision()).isEqualTo(new Precision(1, 2));
		assertThat(threshold(0.75).hitRate()).isEqualTo(0.5);
		assertThat(threshold(0.99).savings()).isEqualTo(Savings.NONE);
	}

	private ThresholdReport threshold(double cosine) {
		return this.fixture.report()
			.thresholds()
			.stream()
			.filter((row) -> Math.abs(row.cosine() - cosine) < 1e-9)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void whatWouldHaveBeenAnsweredIsNotStoredAnew() {
		ChatClient client = this.fixture.client(model("Send it back."));
		ask(client, STORED, false);
		this.fixture.clock.advance(Duration.ofMinutes(40));
		ask(client, STORED, false);
		this.fixture.clock.advance(Duration.ofMinutes(40));
		ask(client, STORED, false);
		assertThat(this.fixture.report().shadow().layers().getFirst().savings().answers()).isOne();
	}

	@Test
	void servesWhatItHasLearnedOnceSwitchedOn() {
		ScriptedChatModel model = model("Send it back.");
		ChatClient client = this.fixture.client(model);
		ask(client, STORED, false);
		assertThat(this.fixture.policies().switchTo("default", Mode.ON)).isTrue();
		CacheOutcome outcome = outcome(ask(client, REPHRASED, false));
		assertThat(outcome.status()).isEqualTo(Status.HIT);
		assertThat(outcome.layer()).isEqualTo(Layer.SEMANTIC);
		assertThat(this.fixture.report().served().requests()).isOne();
	}

	@Test
	void aCallThatCameWhileTheAnswerWasBeingGivenWouldHaveMissed() throws InterruptedException {
		CountDownLatch second = new CountDownLatch(1);
		CountDownLatch first = new CountDownLatch(1);
		ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> {
			if (first.getCount() > 0) {
				first.countDown();
				await(second);
				this.fixture.clock.advance(Duration.ofSeconds(2));
			}
			return Flux.just(ScriptedChatModel.chunk("Send it back.", "STOP"));
		});
		ChatClient client = this.fixture.client(model);
		Thread slow = Thread.ofVirtual().start(() -> ask(client, STORED, false));
		await(first);
		this.fixture.clock.advance(Duration.ofSeconds(1));
		ask(client, STORED, false);
		second.countDown();
		slow.join();
		assertThat(model.calls()).isEqualTo(2);
		assertThat(this.fixture.report().shadow().layers().getFirst().savings()).isEqualTo(Savings.NONE);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void variantsOfOneQuestionAreNoHitsOfEachOther() {
		this.policy.temperature = TemperatureHandling.VARIANTS;
		try (SemanticFixture varied = new SemanticFixture(this.policy)) {
			ChatClient client = varied.client(model("one", "two", "three", "one", "two", "three"));
			for (int i = 0; i < 6; i++) {
				ask(client, STORED, false);
			}
			assertThat(varied.report().shadow().layers()).extracting((layer) -> layer.savings().answers())
				.containsExactly(3L, 0L);
			assertThat(varied.status().precision().judged()).isZero();
		}
	}

	@Test
	void whatHasExpiredWouldNotHaveBeenServed() {
		this.policy.freshness = new FreshnessSettings("", Set.of(), 0, Duration.ZERO, Duration.ofHours(9), false, 60);
		try (SemanticFixture expiring = new SemanticFixture(this.policy)) {
			ChatClient client = expiring.client(model("Send it back."));
			ask(client, STORED, false);
			for (String question : new String[] { STORED, REPHRASED }) {
				expiring.clock.advance(Duration.ofMinutes(70));
				ask(client, question, false);
			}
			assertThat(expiring.report().shadow().layers()).extracting((layer) -> layer.savings().answers())
				.containsExactly(0L, 0L);
		}
	}

	@Test
	void leavesTheTemperatureOfACallAsItIs() {
		this.policy.temperature = TemperatureHandling.FORCE_ZERO;
		try (SemanticFixture forced = new SemanticFixture(this.policy)) {
			ScriptedChatModel model = ScriptedChatModel.answering("Send it back.", "STOP");
			ChatClient client = forced.client(model);
			client.prompt(STORED).options(ChatOptions.builder().model("m").temperature(0.8)).call().content();
			assertThat(Objects.requireNonNull(model.lastPrompt().getOptions()).getTemperature()).isCloseTo(0.8,
					within(1e-9));
		}
	}

	@Test
	void noPromptAndNoAnswerIsInItsReport() {
		ChatClient client = this.fixture.client(model("Send it back."));
		ask(client, STORED, false);
		ask(client, REPHRASED, false);
		assertThat(this.fixture.ledger.reports().toString()).doesNotContain("kettle", "Send");
		assertThat(Set.of(this.fixture.status())).noneMatch((status) -> status.toString().contains("kettle"));
	}

}
