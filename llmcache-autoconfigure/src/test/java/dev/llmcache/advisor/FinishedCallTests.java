package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.llmcache.Layer;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.report.CallResult;
import dev.llmcache.report.PolicyReport;
import dev.llmcache.report.RecentCall;
import dev.llmcache.test.RecordedObservations;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FinishedCallTests {

	private static final String QUESTION = "When do you open?";

	private AdvisorFixture fixture = AdvisorFixture.singleTenant();

	@ParameterizedTest
	@EnumSource
	void countsAMissAndAHitOnceEach(Way way) {
		ChatClient client = this.fixture.client(slow());
		way.responses(client.prompt(QUESTION));
		way.responses(client.prompt(QUESTION));
		assertThat(results()).containsExactly(CallResult.EXACT_HIT, CallResult.MISS);
		assertThat(this.fixture.ledger.traffic().misses()).containsOnlyKeys("not-found").containsValue(1L);
		assertThat(this.fixture.ledger.traffic().stored()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void countsWhatTheModelWasSpared(Way way) {
		ChatClient client = this.fixture.client(slow());
		for (int i = 0; i < 3; i++) {
			way.responses(client.prompt(QUESTION));
		}
		PolicyReport report = report();
		assertThat(report.served().requests()).isEqualTo(3);
		assertThat(report.net().models()).containsOnlyKeys("scripted-1");
		assertThat(report.net().tokens()).isEqualTo(new ModelTokens(22, 14, 0, 0));
		assertThat(report.net().time()).isEqualTo(Duration.ofSeconds(4));
	}

	@ParameterizedTest
	@EnumSource
	void countsWhatByPassesByReason(Way way) {
		ChatClient client = this.fixture.client(slow());
		way.responses(client.prompt(QUESTION).advisors((call) -> call.param(LlmCacheParams.POLICY, "nobody's")));
		assertThat(results()).containsExactly(CallResult.BYPASS);
		assertThat(this.fixture.ledger.traffic().bypasses()).containsOnlyKeys("unknown-policy");
		assertThat(this.fixture.ledger.latest(1)).extracting(RecentCall::policy).containsExactly("unknown");
		assertThat(report().served().requests()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void countsACallWhoseModelFailsAsAnError(Way way) {
		ChatClient client = this.fixture
			.client(ScriptedChatModel.scripted((prompt) -> Flux.error(new IllegalStateException("overloaded"))));
		assertThatThrownBy(() -> way.responses(client.prompt(QUESTION))).hasStackTraceContaining("overloaded");
		assertThat(results()).containsExactly(CallResult.ERROR);
	}

	@ParameterizedTest
	@EnumSource
	void countsAStaleAnswerForAFailedModelOnce(Way way) {
		staleIfError();
		ChatClient client = this.fixture.client(failingAfterTheFirst());
		way.responses(client.prompt(QUESTION));
		this.fixture.clock.advance(Duration.ofMinutes(2));
		assertThat(way.did(client.prompt(QUESTION))).isEqualTo("stale");
		assertThat(results()).containsExactly(CallResult.EXACT_STALE, CallResult.MISS);
		assertThat(report().served().requests()).isEqualTo(2);
	}

	private void staleIfError() {
		this.fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.ttl = Duration.ofMinutes(1);
			policy.freshness = new FreshnessSettings("", Set.of(), 0, Duration.ZERO, Duration.ofHours(1), false, 10);
		});
	}

	private static ScriptedChatModel failingAfterTheFirst() {
		int[] calls = new int[1];
		return ScriptedChatModel.scripted((prompt) -> {
			calls[0]++;
			return (calls[0] == 1) ? Flux.just(ScriptedChatModel.chunk("at nine", "STOP"))
					: Flux.error(new IllegalStateException("overloaded"));
		});
	}

	@Test
	void countsAStreamThatIsCancelled() {
		ChatClient client = this.fixture.client(ScriptedChatModel.streaming(Flux.never()));
		client.prompt(QUESTION).stream().chatClientResponse().subscribe().dispose();
		await().untilAsserted(() -> assertThat(results()).containsExactly(CallResult.MISS));
	}

	@Test
	void saysOfAStreamThatIsCancelledWhileItIsLookedUpThatNothingFailed() {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		this.fixture.store.beforeReading(() -> {
			looking.countDown();
			awaitIgnoringInterrupts(cancelled);
		});
		ChatClient client = this.fixture.client(ScriptedChatModel.counting());
		Disposable stream = client.prompt(QUESTION).stream().chatClientResponse().subscribe();
		awaitIgnoringInterrupts(looking);
		stream.dispose();
		await().untilAsserted(() -> assertThat(results()).containsExactly(CallResult.MISS));
		cancelled.countDown();
		assertThat(this.fixture.ledger.traffic().misses()).containsOnlyKeys("cancelled");
	}

	@ParameterizedTest
	@EnumSource
	void whoWaitsForAnotherInstanceSavesTheTimeThatItDidNotWait(Way way) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> {
			asked.countDown();
			awaitIgnoringInterrupts(answered);
			this.fixture.clock.advance(Duration.ofSeconds(2));
			return Flux.just(ScriptedChatModel.chunk("at nine", "STOP"));
		});
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> first = callers.submit(() -> way.responses(this.fixture.client(model).prompt(QUESTION)));
			assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
			AtomicInteger reads = new AtomicInteger();
			this.fixture.store.beforeReading(reads::incrementAndGet);
			Future<?> second = callers
				.submit(() -> way.responses(this.fixture.clientOfAnotherInstance(model).prompt(QUESTION)));
			await().until(() -> reads.get() > 4);
			answered.countDown();
			first.get(10, TimeUnit.SECONDS);
			second.get(10, TimeUnit.SECONDS);
		}
		assertThat(model.calls()).isOne();
		assertThat(this.fixture.ledger.traffic().flights()).containsEntry("fleet-follower", 1L);
		assertThat(report().served().layers().getFirst().savings().answers()).isOne();
		assertThat(report().net().time()).isZero();
	}

	@Test
	void countsThoseWhoAreGivenAnothersAnswer() throws Exception {
		CountDownLatch answered = new CountDownLatch(1);
		ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> {
			awaitIgnoringInterrupts(answered);
			return Flux.just(ScriptedChatModel.chunk("at nine", "STOP"));
		});
		ChatClient client = this.fixture.client(model);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<ChatClientResponse>> all = Stream
				.generate(() -> callers.submit(() -> client.prompt(QUESTION).call().chatClientResponse()))
				.limit(5)
				.toList();
			await().until(() -> model.calls() == 1);
			answered.countDown();
			for (Future<ChatClientResponse> each : all) {
				each.get(10, TimeUnit.SECONDS);
			}
		}
		long shared = results().stream().filter(CallResult.COALESCED::equals).count();
		assertThat(results()).hasSize(5).containsOnlyOnce(CallResult.MISS);
		assertThat(report().shared().answers()).isEqualTo(shared);
		assertThat(report().shared().time()).as("who waits saves no time").isZero();
		assertThat(this.fixture.ledger.traffic().flights()).containsEntry("leader", 1L);
	}

	@ParameterizedTest
	@EnumSource
	void countsNoTimeBackwardsWhenTheClockIsSetBack(Way way) {
		ChatClient client = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
			this.fixture.clock.advance(Duration.ofHours(-1));
			return Flux.just(ScriptedChatModel.chunk("at nine", "STOP"));
		}));
		way.responses(client.prompt(QUESTION));
		way.responses(client.prompt(QUESTION));
		assertThat(results()).containsExactly(CallResult.EXACT_HIT, CallResult.MISS);
		assertThat(report().net().time()).isZero();
		assertThat(this.fixture.ledger.latest(2)).extracting(RecentCall::took).containsOnly(Duration.ZERO);
	}

	@ParameterizedTest
	@EnumSource
	void tellsTheAdvisorsObservationOfALayerThatFails(Way way) {
		this.fixture.store.beforeReading(() -> {
			throw new IllegalStateException("away");
		});
		RecordedObservations observed = new RecordedObservations();
		way.responses(observed(observed, ScriptedChatModel.counting()).prompt(QUESTION));
		assertThatTheCache(observed, "llmcache.outcome=miss", "llmcache.reason=error");
	}

	@ParameterizedTest
	@EnumSource
	void tellsTheAdvisorsObservationNoReasonWhereThereIsAnAnswerAfterAll(Way way) {
		staleIfError();
		RecordedObservations observed = new RecordedObservations();
		ChatClient client = observed(observed, failingAfterTheFirst());
		way.responses(client.prompt(QUESTION));
		this.fixture.clock.advance(Duration.ofMinutes(2));
		await().until(() -> !advisors(observed).isEmpty());
		observed.clear();
		way.responses(client.prompt(QUESTION));
		assertThatTheCache(observed, "llmcache.outcome=stale", "llmcache.layer=exact");
	}

	private ChatClient observed(RecordedObservations observed, ScriptedChatModel model) {
		return ChatClient.builder(model, observed.registry(), null, null)
			.defaultAdvisors(this.fixture.advisors.all())
			.build();
	}

	private static void assertThatTheCache(RecordedObservations observed, String... told) {
		await().untilAsserted(() -> assertThat(advisors(observed)).containsExactly(List.of(told)));
	}

	/** What the observation of each advisor was told of the cache. */
	private static List<List<String>> advisors(RecordedObservations observed) {
		return observed.all()
			.stream()
			.filter((context) -> "spring.ai.advisor".equals(context.getName()))
			.map((context) -> Stream.of("llmcache.outcome", "llmcache.layer", "llmcache.reason")
				.filter((key) -> !RecordedObservations.value(context, key).isEmpty())
				.map((key) -> key + "=" + RecordedObservations.value(context, key))
				.toList())
			.filter((told) -> !told.isEmpty())
			.toList();
	}

	@Test
	void countsLookupsAndTheirTime() {
		ChatClient client = this.fixture.client(slow());
		client.prompt(QUESTION).call().content();
		client.prompt(QUESTION).call().content();
		assertThat(report().served().layers().getFirst().layer()).isEqualTo(Layer.EXACT);
		assertThat(this.fixture.ledger.hitLatency().total()).isOne();
		assertThat(this.fixture.ledger.missLatency().total()).isOne();
	}

	@Test
	void remembersNoTextOfCalls() {
		ChatClient client = this.fixture.client(slow());
		client.prompt("a canary in the question").call().content();
		client.prompt("a canary in the question").call().content();
		assertThat(this.fixture.ledger.latest(10).toString() + this.fixture.ledger.reports()).doesNotContain("canary",
				"answer 1");
	}

	private ScriptedChatModel slow() {
		int[] calls = new int[1];
		return ScriptedChatModel.scripted((prompt) -> {
			this.fixture.clock.advance(Duration.ofSeconds(2));
			return Flux.just(ScriptedChatModel.chunk("answer " + ++calls[0], "STOP"));
		});
	}

	private List<CallResult> results() {
		return this.fixture.ledger.latest(100).stream().map(RecentCall::result).toList();
	}

	private PolicyReport report() {
		return this.fixture.ledger.reports().getFirst();
	}

	private static void awaitIgnoringInterrupts(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
