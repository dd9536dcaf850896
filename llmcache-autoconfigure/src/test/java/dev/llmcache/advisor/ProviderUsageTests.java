package dev.llmcache.advisor;

import com.anthropic.models.messages.MessageDeltaUsage;
import com.anthropic.models.messages.OutputTokensDetails;
import com.anthropic.models.messages.ServerToolUsage;
import com.openai.core.JsonValue;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.completions.CompletionUsage.PromptTokensDetails;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderUsageTests {

	@Test
	void knowsNothingWhereNothingIsTold() {
		assertThat(ProviderUsage.read(null)).isEqualTo(TokenUsage.UNKNOWN);
		assertThat(ProviderUsage.read(new EmptyUsage())).isEqualTo(TokenUsage.UNKNOWN);
	}

	@Test
	void takesACountForWholeThatDoesNotAddUpToMore() {
		assertThat(ProviderUsage.read(usage(11, 7, 18, new Object(), 5L, 3L)))
			.isEqualTo(new TokenUsage(11, 7, 18, 5L, 3L));
		assertThat(ProviderUsage.read(usage(11, 7, 25, new Object(), 5L, 3L)))
			.isEqualTo(new TokenUsage(11, 7, 25, 5L, 3L));
	}

	@Test
	void addsWhatTheTotalSaysIsBesideThePrompt() {
		assertThat(ProviderUsage.read(usage(11, 7, 26, new Object(), 5L, 3L)))
			.isEqualTo(new TokenUsage(19, 7, 26, 5L, 3L));
		assertThat(ProviderUsage.read(usage(0, 7, 12, new Object(), 5L, null)))
			.isEqualTo(new TokenUsage(5, 7, 12, 5L, null));
	}

	@Test
	void addsWhatAnthropicReadAndWrote() {
		assertThat(ProviderUsage.read(usage(11, 7, 18, anthropic(11L), 5L, 3L)))
			.isEqualTo(new TokenUsage(19, 7, 26, 5L, 3L));
		assertThat(ProviderUsage.read(usage(11, 7, 18, anthropic(null), 5L, 3L)))
			.isEqualTo(new TokenUsage(19, 7, 26, 5L, 3L));
	}

	@Test
	void doesNotAddWhatSpringAiHasAddedAlready() {
		assertThat(ProviderUsage.read(usage(19, 7, 26, anthropic(11L), 5L, 3L)))
			.isEqualTo(new TokenUsage(19, 7, 26, 5L, 3L));
	}

	@Test
	void readsWhatOpenAiWroteToItsCache() {
		assertThat(ProviderUsage.read(usage(11, 7, 18, openAi(JsonValue.from(4)), 5L, null)))
			.isEqualTo(new TokenUsage(11, 7, 18, 5L, 4L));
		assertThat(ProviderUsage.read(usage(11, 7, 18, openAi(JsonValue.from("four")), 5L, null)))
			.isEqualTo(new TokenUsage(11, 7, 18, 5L, null));
		assertThat(ProviderUsage.read(usage(11, 7, 18, openAi(null), 5L, null)))
			.isEqualTo(new TokenUsage(11, 7, 18, 5L, null));
	}

	@Test
	void aUsageThatFailsIsUnknown() {
		Usage failing = new DefaultUsage(1, 1) {

			@Override
			public Integer getPromptTokens() {
				throw new IllegalStateException();
			}

		};
		assertThat(ProviderUsage.read(failing)).isEqualTo(TokenUsage.UNKNOWN);
	}

	private static Usage usage(int prompt, int completion, int total, Object counted, @Nullable Long read,
			@Nullable Long written) {
		return new DefaultUsage(prompt, completion, total, counted, read, written);
	}

	private static MessageDeltaUsage anthropic(@Nullable Long input) {
		return MessageDeltaUsage.builder()
			.inputTokens(input)
			.outputTokens(7)
			.cacheReadInputTokens(5)
			.cacheCreationInputTokens(3)
			.outputTokensDetails((OutputTokensDetails) null)
			.serverToolUse((ServerToolUsage) null)
			.build();
	}

	private static CompletionUsage openAi(@Nullable JsonValue written) {
		PromptTokensDetails.Builder details = PromptTokensDetails.builder().cachedTokens(5);
		if (written != null) {
			details.putAdditionalProperty("cache_write_tokens", written);
		}
		return CompletionUsage.builder()
			.promptTokens(11)
			.completionTokens(7)
			.totalTokens(18)
			.promptTokensDetails(details.build())
			.build();
	}

}
