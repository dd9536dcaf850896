package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Accounts;
import dev.llmcache.report.AnswerSavings;
import dev.llmcache.report.Expense;
import dev.llmcache.report.Expense.On;
import dev.llmcache.report.LayerSavings;
import dev.llmcache.report.SavedBy;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

class RefreshTests {

	private static final String QUESTION = "When do you open?";

	private static final Duration TTL = Duration.ofMinutes(10);

	private final AtomicInteger asked = new AtomicInteger();

	private volatile boolean failing;

	private final CountDownLatch held = new CountDownLatch(1);

	private final ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> {
		int number = this.asked.incrementAndGet();
		return this.failing ? Flux.error(new IllegalStateException("overloaded"))
				: Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
	});

	private final AdvisorFixture fixture = staleFor(Duration.ofMinutes(5), Duration.ZERO, 60);

	private static AdvisorFixture staleFor(Duration staleFor, Duration staleIfError, int perMinute) {
		return AdvisorFixture.withPolicy((policy) -> {
			policy.ttl = TTL;
			policy.freshness = new FreshnessSettings("", Set.of(), 0, staleFor, staleIfError, false, perMinute);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void servesTheStaleAnswerAtOnceAndTheNewOneAfter(boolean streaming) {
		ChatClient client = this.fixture.client(this.model);
		assertThat(ask(client, streaming)).isEqualTo("MISS answer 1");
		this.fixture.clock.advance(TTL.plusSeconds(1));
		assertThat(ask(client, streaming)).isEqualTo("STALE answer 1");
		await().untilAsserted(() -> assertThat(ask(client, streaming)).isEqualTo("HIT answer 2"));
		assertThat(this.asked).hasValue(2);
	}

	@ParameterizedTest
	@CsvSource({ "false, STOP", "true, STOP", "false, LENGTH", "true, LENGTH" })
	void whatIsAskedAgainIsTakenOffWhatTheOldAnswerSaved(boolean streaming, String finish) {
		ChatClient client = this.fixture.client(ScriptedChatModel.scripted((prompt) -> Flux.just(ScriptedChatModel
			.chunk("answer " + this.asked.incrementAndGet(), (this.asked.get() == 1) ? "STOP" : finish))));
		ask(client, streaming);
		this.fixture.clock.advance(TTL.plusSeconds(1));
		assertThat(ask(client, streaming)).isEqualTo("STALE answer 1");
		AnswerSavings accounts = new AnswerSavings(this.fixture.ledger, PriceList.standard());
		await().untilAsserted(() -> assertThat(accounts.expenses()).extracting(Expense::on).contains(On.REFRESH));
		assertThat(accounts.savings()).extracting(LayerSavings::tokens).containsExactly(new ModelTokens(11, 7, 0, 0));
		assertThat(Accounts.of(List.of(accounts)).net(SavedBy.EXACT).tokens()).isEqualTo(ModelTokens.NONE);
		assertThat(this.fixture.ledger.reports().getFirst().net().tokens()).isEqualTo(ModelTokens.NONE);
	}

	@Test
	void servesNothingThatIsStaleForTooLong() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, false);
		this.fixture.clock.advance(TTL.plusMinutes(5));
		assertThat(ask(client, false)).isEqualTo("MISS answer 2");
	}

	@Test
	void servesNothingStaleThatWasInvalidated() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, false);
		this.fixture.clock.advance(TTL.plusSeconds(1));
		this.fixture.cache.invalidate(Invalidation.all());
		assertThat(ask(client, false)).isEqualTo("MISS answer 2");
	}

	@Test
	void interruptsWhatHangsAndBeginsNothingMoreWhenTheApplicationStops() {
		CountDownLatch interrupted = new CountDownLatch(1);
		ScriptedChatModel hanging = ScriptedChatModel.scripted((prompt) -> {
			int number = this.asked.incrementAndGet();
			if (number > 1) {
				try {
					this.held.await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
					throw new IllegalStateException(ex);
				}
			}
			return Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
		});
		ChatClient client = this.fixture.client(hanging);
		ask(client, false);
		this.fixture.clock.advance(TTL.plusSeconds(1));
		ask(client, false);
		await().untilAtomic(this.asked, equalTo(2));
		this.fixture.advisors.stopRefreshing();
		await().until(() -> interrupted.getCount() == 0);
		this.fixture.clock.advance(Duration.ofMinutes(1));
		assertThat(ask(client, false)).isEqualTo("STALE answer 1");
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void oneInstanceRefreshesForAll() {
		ScriptedChatModel slow = ScriptedChatModel.scripted((prompt) -> {
			int number = this.asked.incrementAndGet();
			if (number > 1) {
				awaitHeld();
			}
			return Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
		});
		List<ChatClient> instances = List.of(this.fixture.client(slow), this.fixture.clientOfAnotherInstance(slow),
				this.fixture.clientOfAnotherInstance(slow));
		ask(instances.getFirst(), false);
		this.fixture.clock.advance(TTL.plusSeconds(1));
		for (int i = 0; i < 30; i++) {
			assertThat(ask(instances.get(i % 3), false)).isEqualTo("STALE answer 1");
		}
		await().until(() -> this.asked.get() == 2);
		this.held.countDown();
		instances
			.forEach((client) -> await().untilAsserted(() -> assertThat(ask(client, false)).isEqualTo("HIT answer 2")));
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void aRefreshThatFailsKeepsTheOldAnswerAndIsNotTriedAgainAtOnce() {
		ChatClient client = this.fixture.client(this.model);
		ChatClient other = this.fixture.clientOfAnotherInstance(this.model);
		ask(client, false);
		this.fixture.clock.advance(TTL.plusSeconds(1));
		this.failing = true;
		assertThat(ask(client, false)).isEqualTo("STALE answer 1");
		await().until(() -> this.asked.get() == 2);
		for (int i = 0; i < 20; i++) {
			assertThat(ask((i % 2 == 0) ? client : other, false)).isEqualTo("STALE answer 1");
		}
		assertThat(this.asked).hasValue(2);
		this.failing = false;
		this.fixture.clock.advance(Duration.ofSeconds(2));
		await().untilAsserted(() -> assertThat(ask(client, false)).isEqualTo("HIT answer 3"));
	}

	@Test
	void keepsToThePolicysBudget() {
		AdvisorFixture frugal = staleFor(Duration.ofMinutes(5), Duration.ZERO, 2);
		ChatClient client = frugal.client(this.model);
		for (int i = 0; i < 5; i++) {
			client.prompt("question " + i).call().content();
		}
		frugal.clock.advance(TTL.plusSeconds(1));
		for (int i = 0; i < 5; i++) {
			client.prompt("question " + i).call().content();
		}
		await().until(() -> this.asked.get() == 7);
		await().pollDelay(Duration.ofMillis(100)).until(() -> this.asked.get() == 7);
	}

	@Test
	void servesAStaleAnswerWhenTheModelFails() {
		AdvisorFixture patient = staleFor(Duration.ZERO, Duration.ofHours(1), 60);
		ChatClient client = patient.client(this.model);
		ask(client, false);
		patient.clock.advance(TTL.plusMinutes(30));
		this.failing = true;
		assertThat(ask(client, false)).isEqualTo("STALE answer 1");
		assertThat(ask(client, true)).isEqualTo("STALE answer 1");
		patient.clock.advance(Duration.ofMinutes(31));
		assertThatThrownBy(() -> ask(client, false)).hasStackTraceContaining("overloaded");
		assertThatThrownBy(() -> ask(client, true)).hasStackTraceContaining("overloaded");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void servesNothingThatWasInvalidatedWhileTheModelFailed(boolean streaming) {
		AdvisorFixture fixture = staleFor(Duration.ZERO, Duration.ofHours(1), 60);
		ChatClient client = fixture.client(ScriptedChatModel.scripted((prompt) -> {
			if (this.asked.incrementAndGet() == 1) {
				return Flux.just(ScriptedChatModel.chunk("answer 1", "STOP"));
			}
			fixture.cache.invalidate(Invalidation.all());
			return Flux.error(new IllegalStateException("overloaded"));
		}));
		ask(client, streaming);
		fixture.clock.advance(TTL.plusSeconds(1));
		assertThatThrownBy(() -> ask(client, streaming)).hasMessageContaining("overloaded");
	}

	@Test
	void asksTheModelFirstWhereStaleAnswersAreOnlyForErrors() {
		AdvisorFixture patient = staleFor(Duration.ZERO, Duration.ofHours(1), 60);
		ChatClient client = patient.client(this.model);
		ask(client, false);
		patient.clock.advance(TTL.plusMinutes(30));
		assertThat(ask(client, false)).isEqualTo("MISS answer 2");
	}

	@Test
	void keepsSensitiveAnswersNoLongerThanTheyAreFresh() {
		Consumer<TestPolicy> sensitive = (policy) -> {
			policy.sensitive = true;
			policy.ttl = TTL;
			policy.freshness = new FreshnessSettings("", Set.of(), 0, TTL, TTL, false, 60);
		};
		AdvisorFixture careful = AdvisorFixture.withPolicy(sensitive);
		ChatClient client = careful.client(this.model);
		client.prompt(QUESTION).advisors(LlmCacheParams.user("ann")).call().content();
		careful.clock.advance(TTL.plusSeconds(1));
		assertThat(client.prompt(QUESTION).advisors(LlmCacheParams.user("ann")).call().content()).isEqualTo("answer 2");
	}

	private void awaitHeld() {
		try {
			assertThat(this.held.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String ask(ChatClient client, boolean streaming) {
		List<ChatClientResponse> chunks = streaming
				? client.prompt(QUESTION).stream().chatClientResponse().collectList().block()
				: List.of(client.prompt(QUESTION).call().chatClientResponse());
		StringBuilder text = new StringBuilder();
		Status status = null;
		for (ChatClientResponse chunk : Objects.requireNonNull(chunks)) {
			text.append(Objects.requireNonNull(Objects.requireNonNull(chunk.chatResponse()).getResult())
				.getOutput()
				.getText());
			status = Objects.requireNonNull(CacheOutcome.from(chunk.context())).status();
		}
		return status + " " + text;
	}

}
