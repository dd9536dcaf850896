package dev.llmcache.sample.demo;

import java.time.Duration;
import java.util.List;

import dev.llmcache.sample.faq.Faq;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class DemoChatModelTests {

	private static final Faq FAQ = Faq.read(new ClassPathResource("faq.yml"));

	private static final String QUESTION = "How heavy is the Tarn 45?";

	private final DemoChatModel quick = new DemoChatModel(FAQ, new DemoProperties(Duration.ZERO, 1_000_000));

	@Test
	void streamsAtThePaceOfARealModel() {
		DemoChatModel model = new DemoChatModel(FAQ, new DemoProperties(Duration.ofMillis(900), 40));

		StepVerifier.withVirtualTime(() -> model.stream(new Prompt(QUESTION)))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(900))
			.expectNextCount(1)
			.expectNoEvent(Duration.ofMillis(25))
			.expectNextCount(1)
			.expectNoEvent(Duration.ofMillis(25))
			.expectNextCount(1)
			.thenAwait(Duration.ofSeconds(10))
			.thenConsumeWhile((chunk) -> true)
			.verifyComplete();
	}

	@Test
	void takesAsLongForAWholeAnswerAsForItsTokens() {
		DemoChatModel model = new DemoChatModel(FAQ, new DemoProperties(Duration.ofMillis(40), 1000));
		long start = System.nanoTime();

		ChatResponse response = model.call(new Prompt(QUESTION));

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(
				Duration.ofMillis(40 + response.getMetadata().getUsage().getCompletionTokens() - 1));
	}

	@Test
	void streamsTheAnswerItWouldGiveAtOnce() {
		List<ChatResponse> chunks = this.quick.stream(new Prompt(QUESTION)).toStream().toList();

		assertThat(chunks).hasSizeGreaterThan(10);
		assertThat(String.join("", chunks.stream().map(DemoChatModelTests::text).toList()))
			.isEqualTo(text(this.quick.call(new Prompt(QUESTION))));
		assertThat(chunks.getLast().getMetadata().getUsage().getCompletionTokens()).isEqualTo(chunks.size());
		assertThat(chunks).last().extracting(DemoChatModelTests::finishReason).isEqualTo("STOP");
		assertThat(chunks).first().extracting(DemoChatModelTests::finishReason).isNull();
	}

	@Test
	void saysWhatItIs() {
		ChatResponse response = this.quick.call(new Prompt(QUESTION));

		assertThat(response.getMetadata().getModel()).isEqualTo("demo-faq");
		assertThat(response.getMetadata().getUsage().getPromptTokens()).isPositive();
		assertThat(this.quick.getOptions().getModel()).isEqualTo("demo-faq");
		assertThat(this.quick.getOptions().getTemperature()).isEqualTo(0.2);
	}

	@Test
	void countsCallsWhenTheyAreMade() {
		Flux<ChatResponse> stream = this.quick.stream(new Prompt(QUESTION));
		assertThat(this.quick.calls()).isZero();

		stream.blockLast();
		this.quick.call(new Prompt(QUESTION));
		assertThat(this.quick.calls()).isEqualTo(2);
	}

	@Test
	void repeatsTheOrderItWasAskedAbout() {
		assertThat(text(this.quick.call(new Prompt("Where is my order 17?")))).startsWith("About order 17: ");
	}

	@Test
	void answersInOneSentenceWhenToldSo() {
		Prompt brief = new Prompt(new SystemMessage("Answer in one sentence."), new UserMessage(QUESTION));

		assertThat(text(this.quick.call(brief))).isEqualTo("The Tarn 45 weighs 1,640 grams, the frame included.");
	}

	@Test
	void admitsWhatItDoesNotKnow() {
		assertThat(text(this.quick.call(new Prompt("What is the capital of France?")))).contains("I don't know");
	}

	private static String text(ChatResponse response) {
		return String.valueOf(response.getResults().getFirst().getOutput().getText());
	}

	private static @Nullable String finishReason(ChatResponse response) {
		return response.getResults().getFirst().getMetadata().getFinishReason();
	}

}
