package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.AdvisorParams;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.llmcache.provider.WireFormat#all")
class ProviderGuardTests {

	private static final LoggingSystem LOGGING = LoggingSystem.get(ProviderGuardTests.class.getClassLoader());

	private static final String SPRING_AI = "org.springframework.ai";

	private final WireFormat format;

	private final ProviderFixture provider;

	ProviderGuardTests(WireFormat format) {
		this.format = format;
		this.provider = new ProviderFixture(format);
	}

	@BeforeAll
	static void expectFailures() {
		LOGGING.setLogLevel(SPRING_AI, LogLevel.OFF);
	}

	@AfterAll
	static void expectNoMoreFailures() {
		LOGGING.setLogLevel(SPRING_AI, null);
	}

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void keepsNoCalledAnswerThatIsIncomplete() {
		for (String reason : this.format.incomplete()) {
			this.provider.answers(reason);
			assertThat(Said.in(this.provider.call()).status()).as(reason).isEqualTo(Status.MISS);
			assertThat(Said.in(this.provider.call()).status()).as(reason).isEqualTo(Status.MISS);
		}
		assertThat(this.provider.requests()).hasSize(2 * this.format.incomplete().size());
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void keepsNoStreamedAnswerThatIsIncomplete() {
		for (String reason : this.format.incomplete()) {
			this.provider.answers(reason);
			assertThat(Said.in(this.provider.stream()).status()).as(reason).isEqualTo(Status.MISS);
			assertThat(Said.in(this.provider.stream()).status()).as(reason).isEqualTo(Status.MISS);
		}
		assertThat(this.provider.requests()).hasSize(2 * this.format.incomplete().size());
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void keepsNoToolCallThatTheCallerIsToRun() {
		this.provider.script((request, number) -> this.format.reply(toolCall(number), request));
		for (int i = 0; i < 2; i++) {
			assertThat(hasToolCalls(withoutToolLoop().call().chatClientResponse())).isTrue();
			assertThat(ProviderFixture.stream(withoutToolLoop())).anyMatch(ProviderGuardTests::hasToolCalls);
		}
		assertThat(this.provider.requests()).hasSize(4);
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void runsAToolAsOftenAsTheModelCallsForIt() {
		AtomicInteger runs = new AtomicInteger();
		FunctionToolCallback<?, ?> tool = FunctionToolCallback.builder("now", () -> "noon " + runs.incrementAndGet())
			.description("Time")
			.build();
		this.provider.script((request, number) -> this.format.reply(
				(number % 2 == 1) ? toolCall(number) : ProviderFixture.answer(number, this.format.complete()),
				request));
		this.provider.prompt().tools(tool).call().content();
		this.provider.prompt().tools(tool).call().content();
		ProviderFixture.stream(this.provider.prompt().tools(tool));
		assertThat(runs).hasValue(3);
		assertThat(this.provider.requests()).hasSize(6);
		assertThat(this.provider.requests().getLast().toString()).contains("noon 3");
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void anErrorReachesTheCallerAsWithoutACache() {
		for (int status : new int[] { 500, 429 }) {
			this.provider.script((request, number) -> this.format.failure(status));
			assertThat(Failure.ofCall(this.provider.prompt()))
				.isEqualTo(Failure.ofCall(this.provider.uncachedPrompt()));
			assertThat(Failure.ofStream(this.provider.prompt()))
				.isEqualTo(Failure.ofStream(this.provider.uncachedPrompt()));
		}
		assertThat(this.provider.requests()).hasSize(8);
		assertThatTheNextCallIsTheFirstToBeKept();
	}

	@Test
	void aFailureInTheMiddleOfAStreamReachesTheCallerAsWithoutACache() {
		Reply failing = this.format.failureInTheMiddle(answer());
		this.provider.script((request, number) -> failing);
		assertThat(Failure.ofStream(this.provider.prompt()))
			.isEqualTo(Failure.ofStream(this.provider.uncachedPrompt()));
		assertThatTheNextCallIsTheFirstToBeKept();
	}

	@Test
	void aConnectionThatBreaksReachesTheCallerAsWithoutACache() {
		Reply dropped = this.format.streamed(answer()).droppedInTheMiddle();
		this.provider.script((request, number) -> dropped);
		assertThat(Failure.ofStream(this.provider.prompt()))
			.isEqualTo(Failure.ofStream(this.provider.uncachedPrompt()));
		assertThatTheNextCallIsTheFirstToBeKept();
	}

	@Test
	void keepsNothingOfAStreamThatEndsInTheMiddle() {
		Reply cut = this.format.streamed(answer()).endedInTheMiddle();
		this.provider.script((request, number) -> cut);
		assertThat(Said.in(this.provider.stream()).answer().text()).isNotEmpty();
		assertThatTheNextCallIsTheFirstToBeKept();
	}

	@Test
	void keepsNothingOfAStreamThatItsReaderLeaves() {
		this.provider.prompt().stream().content().blockFirst(WireFormat.TIMEOUT);
		assertThatTheNextCallIsTheFirstToBeKept();
	}

	private void assertThatTheNextCallIsTheFirstToBeKept() {
		assertThat(this.provider.stored()).isZero();
		this.provider.answers(this.format.complete());
		assertThat(Said.in(this.provider.call()).status()).isEqualTo(Status.MISS);
		assertThat(Said.in(this.provider.call()).status()).isEqualTo(Status.HIT);
	}

	private ChatClientRequestSpec withoutToolLoop() {
		return this.provider.prompt().advisors(AdvisorParams.toolCallingAdvisorAutoRegister(false));
	}

	private ModelAnswer answer() {
		return ProviderFixture.answer(1, this.format.complete());
	}

	private ModelAnswer toolCall(int number) {
		return new ModelAnswer("answer-" + number, "Let me see. ", this.format.toolCall(), "now", null);
	}

	private static boolean hasToolCalls(ChatClientResponse response) {
		return Objects.requireNonNull(response.chatResponse()).hasToolCalls();
	}

}
