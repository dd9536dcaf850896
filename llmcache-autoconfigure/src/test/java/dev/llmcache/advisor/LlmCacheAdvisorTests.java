package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.HitSource;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Mark;
import dev.llmcache.TokenUsage;
import dev.llmcache.Trial;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LlmCacheAdvisorTests {

	private final AdvisorFixture fixture = AdvisorFixture.singleTenant();

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final ChatClient client = this.fixture.client(this.model);

	@Test
	void answersARepeatedQuestionWithoutTheModel() {
		assertThat(ask("When do you open?")).isEqualTo("answer 1");
		assertThat(ask("When do you open?")).isEqualTo("answer 1");
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void saysWhatItDid() {
		ChatClientResponse first = response(this.client.prompt().user("When do you open?"));
		this.fixture.clock.advance(Duration.ofSeconds(30));
		ChatClientResponse second = response(this.client.prompt().user("When do you open?"));
		assertThat(outcome(first).status()).isEqualTo(Status.MISS);
		assertThat(outcome(first).reason()).isEqualTo("not-found");
		assertThat(outcome(second).status()).isEqualTo(Status.HIT);
		assertThat(outcome(second).layer()).isEqualTo(Layer.EXACT);
		assertThat(outcome(second).similarity()).isEqualTo(1);
		assertThat(outcome(second).age()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void aHitIsAWholeResponseThatChargesNothing() {
		ChatResponse first = Objects.requireNonNull(this.client.prompt().user("q").call().chatResponse());
		ChatResponse second = Objects.requireNonNull(this.client.prompt().user("q").call().chatResponse());
		assertThat(second.getResult()).isEqualTo(first.getResult());
		assertThat(second.getMetadata().getId()).isEqualTo("id-1");
		assertThat(second.getMetadata().getModel()).isEqualTo("scripted-1");
		assertThat(second.getMetadata().getUsage().getTotalTokens()).isZero();
		assertThat(second.getMetadata().<TokenUsage>get(Replay.ORIGINAL_USAGE))
			.isEqualTo(new TokenUsage(11, 7, 18, null, null));
	}

	@Test
	void servesNothingThatHasExpired() {
		ask("When do you open?");
		this.fixture.clock.advance(Duration.ofHours(1));
		assertThat(ask("When do you open?")).isEqualTo("answer 2");
	}

	@Test
	void streamsAHitInSeveralChunksWithTheFinishReasonOnTheLast() {
		String text = "Our shop opens at nine in the morning on every weekday, and at ten on Saturdays.";
		ChatClient streaming = this.fixture.client(ScriptedChatModel.answering(text, "STOP"));
		streaming.prompt().user("When do you open?").call().content();
		List<ChatClientResponse> chunks = stream(streaming.prompt().user("When do you open?"));
		assertThat(chunks).hasSizeGreaterThan(2);
		assertThat(String.join("", chunks.stream().map(LlmCacheAdvisorTests::text).toList())).isEqualTo(text);
		assertThat(chunks).allSatisfy((chunk) -> assertThat(outcome(chunk).status()).isEqualTo(Status.HIT));
		assertThat(chunks.stream().map(LlmCacheAdvisorTests::finishReason).filter(Objects::nonNull).toList())
			.containsExactly("STOP");
		assertThat(finishReason(chunks.getLast())).isEqualTo("STOP");
	}

	@Test
	void keepsWhatWasStreamed() {
		assertThat(stream(this.client.prompt().user("q"))).hasSize(3);
		assertThat(ask("q")).isEqualTo("answer 1");
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void aMissStreamsThroughUntouched() {
		assertThat(stream(this.client.prompt().user("q")).stream().map(LlmCacheAdvisorTests::text).toList())
			.containsExactly("answer ", "1", "");
	}

	@Test
	void keepsNothingOfAStreamThatFailed() {
		Flux<ChatResponse> failing = Flux.concat(Flux.just(ScriptedChatModel.chunk("half", null)),
				Flux.error(new IllegalStateException("gone")));
		ScriptedChatModel failingModel = ScriptedChatModel.streaming(failing);
		StepVerifier.create(this.fixture.client(failingModel).prompt().user("q").stream().content())
			.expectNext("half")
			.expectError()
			.verify(Duration.ofSeconds(10));
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void keepsNothingOfAStreamThatWasCancelled() {
		ScriptedChatModel endless = ScriptedChatModel
			.streaming(Flux.concat(Flux.just(ScriptedChatModel.chunk("half", "STOP")), Flux.never()));
		StepVerifier.create(this.fixture.client(endless).prompt().user("q").stream().content())
			.expectNext("half")
			.thenCancel()
			.verify(Duration.ofSeconds(10));
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void keepsNoAnswerThatWasCutShort() {
		this.fixture.client(ScriptedChatModel.answering("half a sen", "length")).prompt().user("q").call().content();
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void keepsNoAnswerThatDoesNotParseWhereJsonWasAskedFor() {
		ChatClient sloppy = this.fixture.client(ScriptedChatModel.answering("{\"name\": ", "STOP"));
		assertThat(catchEntity(sloppy)).isNotNull();
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void plainAndTypedAnswersNeverMix() {
		ScriptedChatModel json = ScriptedChatModel.answering("{\"name\": \"Ada\"}", "STOP");
		ChatClient typed = this.fixture.client(json);
		typed.prompt().user("Who?").call().content();
		assertThat(typed.prompt().user("Who?").call().entity(Person.class)).isEqualTo(new Person("Ada"));
		assertThat(typed.prompt().user("Who?").call().entity(Person.class)).isEqualTo(new Person("Ada"));
		assertThat(json.calls()).isEqualTo(2);
	}

	@Test
	void staysOutOfCallsWithTools() {
		ChatClientResponse response = response(this.client.prompt()
			.user("q")
			.tools(FunctionToolCallback.builder("now", () -> "noon").description("Time").build()));
		assertThat(outcome(response).status()).isEqualTo(Status.BYPASS);
		assertThat(outcome(response).reason()).isEqualTo("tools");
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void staysOutOfBlankQuestions() {
		assertThat(outcome(response(this.client.prompt().messages(List.of(new AssistantMessage("Hello"))))).reason())
			.isEqualTo("no-question");
	}

	@Test
	void staysOutOfQuestionsThatAreTooLong() {
		assertThat(outcome(response(this.client.prompt().user("long ".repeat(3_000)))).reason())
			.isEqualTo("question-too-long");
	}

	@Test
	void staysOutOfCallsWhoseParametersCannotBeCompared() {
		assertThat(
				outcome(response(this.client.prompt().user("q").advisors((spec) -> spec.param("filter", new Object()))))
					.reason())
			.isEqualTo("unreadable");
	}

	@Test
	void staysOutOfCallsThatNameAnUnknownPolicy() {
		assertThat(outcome(response(this.client.prompt().user("q").advisors(LlmCacheParams.policy("none")))).reason())
			.isEqualTo("unknown-policy");
	}

	@Test
	void keepsCharactersOfEveryScript() {
		for (String question : List.of("Öffnungszeiten?", "متى تفتحون؟", "営業時間は？", "open 🕘?", "nul \0 nul",
				"\uD800")) {
			String first = ask(question);
			assertThat(ask(question)).isEqualTo(first);
		}
		assertThat(this.model.calls()).isEqualTo(6);
	}

	@Test
	void actsOnceHoweverOftenItIsAdded() {
		ChatClient twice = ChatClient.builder(this.model)
			.defaultAdvisors(this.fixture.advisors.all())
			.defaultAdvisors(this.fixture.advisors.all())
			.build();
		assertThat(outcome(response(twice.prompt().user("q"))).status()).isEqualTo(Status.MISS);
		assertThat(outcome(response(twice.prompt().user("q"))).status()).isEqualTo(Status.HIT);
		assertThat(stream(twice.prompt().user("q")))
			.allSatisfy((chunk) -> assertThat(outcome(chunk).status()).isEqualTo(Status.HIT));
	}

	@Test
	void letsTheModelAnswerWhenEveryLayerFails() {
		ScriptedChatModel answering = ScriptedChatModel.counting();
		ChatClient failing = AdvisorFixture.singleTenant(new FailingLayer()).client(answering);
		ChatClientResponse response = response(failing.prompt().user("q"));
		assertThat(text(response)).isEqualTo("answer 1");
		assertThat(outcome(response).reason()).isEqualTo("error");
		assertThat(stream(failing.prompt().user("q"))).hasSize(3);
	}

	@Test
	void canBeSwitchedOffAndOnWhileRunning() {
		ask("q");
		this.fixture.cache.setEnabled(false);
		assertThat(outcome(response(this.client.prompt().user("q"))).reason()).isEqualTo("disabled");
		this.fixture.cache.setEnabled(true);
		this.fixture.cache.setEnabled(Layer.EXACT, false);
		assertThat(outcome(response(this.client.prompt().user("q"))).reason()).isEqualTo("no-layer");
		this.fixture.cache.setEnabled(Layer.EXACT, true);
		assertThat(ask("q")).isEqualTo("answer 1");
	}

	@Test
	void chatMemoryRemembersAHit() {
		ChatMemory memory = MessageWindowChatMemory.builder().build();
		ChatClient remembering = this.fixture.client(this.model, MessageChatMemoryAdvisor.builder(memory).build());
		for (String conversation : List.of("a", "b")) {
			remembering.prompt()
				.user("When do you open?")
				.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, conversation))
				.call()
				.content();
		}
		assertThat(this.model.calls()).isOne();
		assertThat(memory.get("b")).extracting(Message::getText).containsExactly("When do you open?", "answer 1");
	}

	private String ask(String question) {
		return Objects.requireNonNull(this.client.prompt().user(question).call().content());
	}

	private static ChatClientResponse response(ChatClientRequestSpec spec) {
		return spec.call().chatClientResponse();
	}

	private static List<ChatClientResponse> stream(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(spec.stream().chatClientResponse().collectList().block(Duration.ofSeconds(10)));
	}

	private static CacheOutcome outcome(ChatClientResponse response) {
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	private static String text(ChatClientResponse response) {
		return Objects
			.requireNonNull(Objects.requireNonNull(Objects.requireNonNull(response.chatResponse()).getResult())
				.getOutput()
				.getText());
	}

	private static @Nullable String finishReason(ChatClientResponse response) {
		return Objects.requireNonNull(Objects.requireNonNull(response.chatResponse()).getResult())
			.getMetadata()
			.getFinishReason();
	}

	private static @Nullable Throwable catchEntity(ChatClient client) {
		return catchThrowable(() -> client.prompt().user("q").call().entity(Person.class));
	}

	record Person(String name) {

	}

	private static final class FailingLayer implements AnswerLayer {

		@Override
		public Layer layer() {
			return Layer.EXACT;
		}

		@Override
		public Lookup lookup(CacheQuery query, Plan plan) {
			throw new IllegalStateException("down");
		}

		@Override
		public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
			throw new IllegalStateException("down");
		}

		@Override
		public Trial trial(CacheQuery query, Plan plan, Entry entry) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void learn(HitSource source, boolean right) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public long sweep() {
			return 0;
		}

	}

}
