package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import dev.llmcache.Invalidation;
import dev.llmcache.Stamp;
import dev.llmcache.edge.CallRecord;
import dev.llmcache.edge.CallRecord.Source;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

/**
 * What a call means for the HTTP response that it is made for.
 */
class EdgeRecordsTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	@AfterEach
	void unbind() {
		EdgeTrace.bind(null);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerOfThePublicIsPublic(Way way) {
		AdvisorFixture cache = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone);
		ChatClient client = cache.client(this.model);
		CallRecord.Public missed = known(traced(() -> way.responses(client.prompt().user("When do you open?"))));
		assertThat(missed.source()).isEqualTo(Source.MODEL);
		assertThat(missed.freshUntil()).isEqualTo(cache.clock.instant().plus(Duration.ofHours(1)));
		assertThat(missed.stamps()).extracting(Stamp::mark)
			.containsAll(cache.cache.marks().of(Invalidation.byModel("scripted")))
			.containsAll(cache.cache.marks().of(Invalidation.all()));
		cache.clock.advance(Duration.ofMinutes(20));
		CallRecord.Public hit = known(traced(() -> way.responses(client.prompt().user("When do you open?"))));
		assertThat(hit.source()).isEqualTo(Source.EXACT);
		assertThat(hit.key()).isEqualTo(missed.key());
		assertThat(hit.freshUntil()).isEqualTo(missed.freshUntil());
		assertThat(hit.stamps()).containsExactlyInAnyOrderElementsOf(missed.stamps());
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerOfAnyoneElseIsPrivate(Way way) {
		AdvisorFixture cache = AdvisorFixture.withPolicy((policy) -> policy.owner = OwnerKind.TENANT);
		ChatClient client = cache.client(this.model);
		for (int i = 0; i < 2; i++) {
			assertThat(traced(() -> way.responses(client.prompt().user("When do you open?"))))
				.containsExactly(CallRecord.PRIVATE);
		}
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void anAnswerOfShadowModeIsPrivate() {
		ChatClient client = AdvisorFixture.withPolicy(policy((ofEveryone) -> ofEveryone.mode = Mode.SHADOW))
			.client(this.model);
		assertThat(traced(() -> client.prompt().user("When do you open?").call().content()))
			.containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void oneOfSeveralVariantsIsPrivate() {
		ChatClient client = AdvisorFixture.withPolicy(policy((ofEveryone) -> {
			ofEveryone.temperature = TemperatureHandling.VARIANTS;
			ofEveryone.maxTemperature = 1;
		})).client(this.model);
		for (int i = 0; i < 4; i++) {
			assertThat(traced(() -> client.prompt()
				.user("When do you open?")
				.options(ChatOptions.builder().model("scripted").temperature(0.9))
				.call()
				.content())).containsExactly(CallRecord.PRIVATE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerWithinAConversationIsPrivate(Way way) {
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone).client(this.model);
		for (int i = 0; i < 2; i++) {
			assertThat(traced(() -> way.responses(client.prompt()
				.user("When do you open?")
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "7")))))
				.containsExactly(CallRecord.PRIVATE);
		}
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void aCallThatByPassesTheCacheIsPrivate() {
		AdvisorFixture cache = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone);
		ChatClient client = cache.client(this.model);
		cache.cache.setEnabled(false);
		assertThat(traced(() -> client.prompt().user("When do you open?").call().content()))
			.containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void aCallThatFailsIsPrivate() {
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone)
			.client(ScriptedChatModel.scripted((prompt) -> {
				throw new IllegalStateException("down");
			}));
		assertThat(traced(() -> assertThatRuntimeException()
			.isThrownBy(() -> client.prompt().user("When do you open?").call().content())))
			.containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void anAnswerThatIsNotStoredIsPrivate() {
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone)
			.client(ScriptedChatModel.answering("It was cut", "LENGTH"));
		assertThat(traced(() -> client.prompt().user("When do you open?").call().content()))
			.containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void anAnswerThatWasWaitedForTogetherIsPrivateForThoseWhoWaited() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		ScriptedChatModel slow = ScriptedChatModel.scripted((prompt) -> {
			asked.countDown();
			try {
				answer.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Flux.just(ScriptedChatModel.chunk("At nine", "STOP"));
		});
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone).client(slow);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<List<CallRecord>> leader = threads
				.submit(() -> traced(() -> client.prompt().user("When do you open?").call().content()));
			asked.await();
			Thread[] waiting = new Thread[1];
			Future<List<CallRecord>> follower = threads.submit(() -> {
				waiting[0] = Thread.currentThread();
				return traced(() -> client.prompt().user("When do you open?").call().content());
			});
			Awaitility.await().until(() -> waiting[0] != null && waiting[0].getState() == Thread.State.TIMED_WAITING);
			answer.countDown();
			assertThat(leader.get()).singleElement().isInstanceOf(CallRecord.Public.class);
			assertThat(follower.get()).containsExactly(CallRecord.PRIVATE);
		}
		assertThat(slow.calls()).isOne();
	}

	@Test
	void aStreamIsOfTheRequestWhoseThreadBeganIt() {
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone).namedClient("desk", this.model);
		List<CallRecord> records = traced(() -> {
			var stream = client.prompt().user("When do you open?").stream().content();
			try (ExecutorService other = Executors.newSingleThreadExecutor()) {
				other.submit(() -> stream.blockLast()).get();
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		});
		assertThat(records).singleElement().isInstanceOf(CallRecord.Public.class);
	}

	@Test
	void aCallThatNoCacheSeesIsPrivate() {
		ChatClient plain = ChatClient.builder(this.model).defaultAdvisors(CacheAdvisors.witness()).build();
		assertThat(traced(() -> plain.prompt().user("When do you open?").call().content()))
			.containsExactly(CallRecord.PRIVATE);
		assertThat(traced(() -> plain.prompt().user("When do you open?").stream().content().blockLast()))
			.containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void theWitnessLeavesCallsToTheCacheThatSeesThem() {
		ChatClient client = AdvisorFixture.withPolicy(EdgeRecordsTests::ofEveryone)
			.client(this.model, CacheAdvisors.witness());
		for (int i = 0; i < 2; i++) {
			assertThat(traced(() -> client.prompt().user("When do you open?").call().content())).singleElement()
				.isInstanceOf(CallRecord.Public.class);
		}
		assertThat(this.model.calls()).isOne();
	}

	private static void ofEveryone(TestPolicy policy) {
		policy.owner = OwnerKind.PUBLIC;
	}

	private static Consumer<TestPolicy> policy(Consumer<TestPolicy> settings) {
		return ((Consumer<TestPolicy>) EdgeRecordsTests::ofEveryone).andThen(settings);
	}

	private static List<CallRecord> traced(Runnable call) {
		EdgeTrace trace = new EdgeTrace();
		EdgeTrace.bind(trace);
		call.run();
		return trace.records();
	}

	private static CallRecord.Public known(List<CallRecord> records) {
		assertThat(records).hasSize(1);
		return (CallRecord.Public) records.getFirst();
	}

}
