package dev.llmcache.benchmarks.isolation;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model whose answers name the caller for whom they were made, and the question.
 */
final class SigningModel implements ChatModel {

	private static final String NAME = "signing";

	private static final ChatOptions OPTIONS = ChatOptions.builder().model(NAME).temperature(0.0).build();

	private final LongAdder calls = new LongAdder();

	long calls() {
		return this.calls.sum();
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		this.calls.increment();
		return piece(CallerAdvisor.current().signature() + question(prompt), "STOP");
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.deferContextual((context) -> {
			this.calls.increment();
			return Flux.just(piece(context.get(Caller.class).signature(), null), piece(question(prompt), null),
					piece("", "STOP"));
		});
	}

	private static String question(Prompt prompt) {
		return Objects.requireNonNull(prompt.getLastUserOrToolResponseMessage().getText());
	}

	private static ChatResponse piece(String text, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), metadata)),
				ChatResponseMetadata.builder().model(NAME).usage(new DefaultUsage(11, 7)).build());
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

}
