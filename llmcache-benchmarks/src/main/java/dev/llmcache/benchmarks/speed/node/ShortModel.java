package dev.llmcache.benchmarks.speed.node;

import java.util.List;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model that has one answer, and no client of a provider.
 */
final class ShortModel implements ChatModel {

	private static final ChatOptions OPTIONS = ChatOptions.builder().model("short").temperature(0.0).build();

	@Override
	public ChatResponse call(Prompt prompt) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage("We open at nine."))));
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

}
