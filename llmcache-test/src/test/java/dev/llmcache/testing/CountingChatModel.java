package dev.llmcache.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model that answers its n-th call with "answer n".
 */
final class CountingChatModel implements ChatModel {

	private final AtomicInteger calls = new AtomicInteger();

	@Override
	public ChatResponse call(Prompt prompt) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage("answer " + this.calls.incrementAndGet()),
				ChatGenerationMetadata.builder().finishReason("STOP").build())));
	}

	@Override
	public ChatOptions getOptions() {
		return ChatOptions.builder().model("counting").temperature(0.0).build();
	}

	int calls() {
		return this.calls.get();
	}

}
