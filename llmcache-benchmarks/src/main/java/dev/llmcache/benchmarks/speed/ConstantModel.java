package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;

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
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Model that says the same to everyone, at once, with the options of a provider.
 */
final class ConstantModel implements ChatModel {

	private static final String NAME = "gpt-4.1-mini";

	static final String SENTENCE = "We open at nine and close at six, but on Sundays. ";

	private static final int SENTENCES = 8;

	/** As long as those that the cache replays. */
	private static final int CHUNK = 20;

	private static final ChatOptions OPTIONS = OpenAiChatOptions.builder()
		.model(NAME)
		.temperature(0.0)
		.maxTokens(400)
		.build();

	private static final ChatResponseMetadata METADATA = ChatResponseMetadata.builder()
		.id("constant")
		.model(NAME)
		.usage(new DefaultUsage(500, 100))
		.build();

	private static final ChatResponse RESPONSE = response(SENTENCE.repeat(SENTENCES), "STOP");

	private static final List<ChatResponse> CHUNKS = chunks(SENTENCE.repeat(SENTENCES));

	@Override
	public ChatResponse call(Prompt prompt) {
		return RESPONSE;
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.fromIterable(CHUNKS);
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

	private static List<ChatResponse> chunks(String text) {
		List<ChatResponse> chunks = new ArrayList<>();
		for (int start = 0; start < text.length(); start += CHUNK) {
			int end = start + CHUNK;
			chunks.add(response(text.substring(start, end), (end == text.length()) ? "STOP" : ""));
		}
		return chunks;
	}

	static ChatResponse response(String text, String finishReason) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text),
				ChatGenerationMetadata.builder().finishReason(finishReason).build())), METADATA);
	}

}
