package dev.llmcache.benchmarks.observation;

import java.util.List;

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
 * Model that says the same to everyone, at once.
 */
final class ConstantModel implements ChatModel {

	static final String NAME = "gpt-4.1-mini";

	private static final ChatOptions OPTIONS = ChatOptions.builder().model(NAME).temperature(0.0).build();

	private static final ChatResponse RESPONSE = new ChatResponse(
			List.of(new Generation(new AssistantMessage("We open at nine and close at six, but on Sundays. ".repeat(8)),
					ChatGenerationMetadata.builder().finishReason("STOP").build())),
			ChatResponseMetadata.builder().id("constant").model(NAME).usage(new DefaultUsage(400, 100)).build());

	@Override
	public ChatResponse call(Prompt prompt) {
		return RESPONSE;
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

}
