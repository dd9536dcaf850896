package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheOutcome;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyRateLimit;
import org.springframework.ai.chat.metadata.PromptMetadata;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomesTests {

	private static final CacheOutcome OUTCOME = CacheOutcome.bypass(BypassReason.TOOLS);

	@Test
	void saysWhatTheCacheDid() {
		ChatClientResponse marked = Outcomes.with(OUTCOME, response(Responses.everything()));
		assertThat(CacheOutcome.from(marked.context())).isSameAs(OUTCOME);
		ChatResponseMetadata metadata = Objects.requireNonNull(marked.chatResponse()).getMetadata();
		assertThat(metadata.<String>get("llmcache.status")).isEqualTo("bypass");
		assertThat(metadata.<String>get("llmcache.reason")).isEqualTo("tools");
	}

	@Test
	void changesNothingElse() {
		ChatResponse original = new ChatResponse(Responses.everything().getResults(),
				ChatResponseMetadata.builder()
					.id("id-1")
					.model("model-1")
					.usage(new DefaultUsage(11, 7, 18, new Object(), 5L, 3L))
					.rateLimit(new EmptyRateLimit())
					.promptMetadata(PromptMetadata.of(List.of()))
					.keyValue("native", new Object())
					.build());
		ChatClientResponse marked = Outcomes.with(OUTCOME, response(original));
		assertThat(marked.context()).containsEntry("anything", 1);
		ChatResponse response = Objects.requireNonNull(marked.chatResponse());
		assertThat(response.getResults()).isEqualTo(original.getResults());
		assertThat(response.getMetadata()).isEqualTo(original.getMetadata());
		assertThat(response.getMetadata().getUsage()).isSameAs(original.getMetadata().getUsage());
		assertThat(response.getMetadata().getRateLimit()).isSameAs(original.getMetadata().getRateLimit());
		assertThat(response.getMetadata().getPromptMetadata()).isSameAs(original.getMetadata().getPromptMetadata());
		assertThat(response.getMetadata().<Object>get("native")).isSameAs(original.getMetadata().get("native"));
		assertThat(original.getMetadata().containsKey("llmcache.status")).isFalse();
	}

	@Test
	void leavesAloneWhatACopyWouldLose() {
		ChatResponse special = new ChatResponse(List.of()) {

		};
		assertThat(Outcomes.with(OUTCOME, response(special)).chatResponse()).isSameAs(special);
		ChatResponse specialMetadata = new ChatResponse(List.of(), new ChatResponseMetadata() {

		});
		assertThat(Outcomes.with(OUTCOME, response(specialMetadata)).chatResponse()).isSameAs(specialMetadata);
	}

	@Test
	void marksTheContextOfAResponseWithoutAnswer() {
		ChatClientResponse marked = Outcomes.with(OUTCOME, ChatClientResponse.builder().context(Map.of()).build());
		assertThat(marked.chatResponse()).isNull();
		assertThat(CacheOutcome.from(marked.context())).isSameAs(OUTCOME);
	}

	private static ChatClientResponse response(ChatResponse chatResponse) {
		return ChatClientResponse.builder().chatResponse(chatResponse).context(Map.of("anything", 1)).build();
	}

}
