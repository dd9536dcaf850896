package dev.llmcache.advisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.StoreRejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.Ordered;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller of the ChatClient gets of an answer the first and the second time.
 */
class AnswerRoundTripTests {

	private static final ChatResponse WHOLE = new ChatResponse(
			List.of(new Generation(
					AssistantMessage.builder()
						.content("We open at nine in the morning, see the plan of the shop.")
						.properties(Map.of("index", 0L, "role", "ASSISTANT", "reasoningContent", "Opening hours?"))
						.media(List
							.of(Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(new byte[] { 1 }).build()))
						.build(),
					ChatGenerationMetadata.builder().finishReason("STOP").metadata("audioId", "a-1").build())),
			ChatResponseMetadata.builder().id("id-1").model("model-1").keyValue("created", 1L).build());

	private static final List<ChatResponse> THINKING = List.of(
			Responses.chunk("Opening hours?", null, Map.of("thinking", true)),
			Responses.chunk("We open at nine in the morning ", null, Map.of()),
			Responses.chunk("on every weekday.", null, Map.of()), Responses.chunk("", "end_turn", Map.of()));

	private final AdvisorFixture fixture = AdvisorFixture.singleTenant();

	private final FixedChatModel model = new FixedChatModel(WHOLE, THINKING);

	private final ChatClient client = this.fixture.client(this.model);

	@Test
	void aHitIsTheMiss() {
		ChatResponse miss = call();
		ChatResponse hit = call();
		assertThat(this.model.calls).isOne();
		assertThat(hit.getResults()).usingRecursiveComparison()
			.withEqualsForType(MimeType::equals, MimeType.class)
			.isEqualTo(miss.getResults());
		assertThat(hit.getMetadata().<Long>get("created")).isEqualTo(1);
		assertThat(status(miss)).isEqualTo("miss");
		assertThat(status(hit)).isEqualTo("hit");
		assertThat(hit.getMetadata().<String>get("llmcache.fingerprint"))
			.isEqualTo(miss.getMetadata().get("llmcache.fingerprint"));
	}

	@Test
	void aStreamedHitShowsThoughtsAndAnswerAsTheModelDid() {
		List<ChatResponse> miss = stream(this.client);
		List<ChatResponse> hit = stream(this.client);
		assertThat(this.model.calls).isOne();
		assertThat(texts(hit, true)).isEqualTo(texts(miss, true)).isEqualTo("Opening hours?");
		assertThat(texts(hit, false)).isEqualTo(texts(miss, false))
			.isEqualTo("We open at nine in the morning on every weekday.");
		assertThat(miss).allSatisfy((chunk) -> assertThat(status(chunk)).isEqualTo("miss"));
		assertThat(hit).allSatisfy((chunk) -> assertThat(status(chunk)).isEqualTo("hit"));
	}

	@Test
	void whatWasCalledForCanBeStreamed() {
		call();
		List<ChatResponse> hit = stream(this.client);
		assertThat(hit).hasSizeGreaterThan(1);
		assertThat(texts(hit, false)).isEqualTo(WHOLE.getResults().getFirst().getOutput().getText());
		assertThat(hit.getLast().getResults().getFirst().getOutput().getMedia()).hasSize(1);
	}

	@Test
	void whatWasStreamedCanBeCalledFor() {
		stream(this.client);
		assertThat(call().getResults()).extracting((generation) -> generation.getOutput().getText())
			.containsExactly("Opening hours?", "We open at nine in the morning on every weekday.");
	}

	@Test
	void anAdvisorFurtherOutSeesOneEndOfAStreamedHit() {
		AfterCounter counter = new AfterCounter();
		ChatClient counting = this.fixture.client(this.model, counter);
		call();
		stream(counting);
		assertThat(this.model.calls).isOne();
		assertThat(counter.seen).isOne();
	}

	@Test
	void aByPassSaysSoInTheMetadata() {
		this.fixture.cache.setEnabled(false);
		assertThat(status(call())).isEqualTo("bypass");
		assertThat(call().getMetadata().<String>get("llmcache.reason")).isEqualTo("disabled");
		assertThat(stream(this.client)).allSatisfy((chunk) -> assertThat(status(chunk)).isEqualTo("bypass"));
	}

	@Test
	void aTypedAnswerThatMissesItsSchemaIsNotKept() {
		FixedChatModel sloppy = new FixedChatModel(Responses.chunk("{\"name\": \"Ada\"}", "STOP", Map.of()), List.of());
		ChatClient typed = this.fixture.client(sloppy);
		typed.prompt().user("Who?").call().entity(Person.class);
		typed.prompt().user("Who?").call().entity(Person.class);
		assertThat(sloppy.calls).isEqualTo(2);
		assertThat(this.fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.UNPARSEABLE.code(), 2L));
	}

	private ChatResponse call() {
		return Objects.requireNonNull(this.client.prompt().user("When do you open?").call().chatResponse());
	}

	private static List<ChatResponse> stream(ChatClient client) {
		return Objects.requireNonNull(client.prompt()
			.user("When do you open?")
			.stream()
			.chatResponse()
			.collectList()
			.block(Duration.ofSeconds(10)));
	}

	private static @Nullable String status(ChatResponse response) {
		return response.getMetadata().get("llmcache.status");
	}

	private static String texts(List<ChatResponse> chunks, boolean thinking) {
		List<String> texts = new ArrayList<>();
		for (ChatResponse chunk : chunks) {
			AssistantMessage message = Objects.requireNonNull(chunk.getResult()).getOutput();
			if (thinking == Boolean.TRUE.equals(message.getMetadata().get("thinking"))) {
				texts.add(Objects.requireNonNull(message.getText()));
			}
		}
		return String.join("", texts);
	}

	record Person(String name, String surname) {

	}

	private static final class FixedChatModel implements ChatModel {

		private final ChatResponse whole;

		private final List<ChatResponse> chunks;

		private int calls;

		FixedChatModel(ChatResponse whole, List<ChatResponse> chunks) {
			this.whole = whole;
			this.chunks = chunks;
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			this.calls++;
			return this.whole;
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			this.calls++;
			return Flux.fromIterable(this.chunks);
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().model("fixed").build();
		}

	}

	private static final class AfterCounter implements BaseAdvisor {

		private int seen;

		@Override
		public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
			return request;
		}

		@Override
		public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
			this.seen++;
			return response;
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE + 100;
		}

	}

}
