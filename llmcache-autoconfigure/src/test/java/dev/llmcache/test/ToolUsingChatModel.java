package dev.llmcache.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Model that first asks for a tool, and then answers with what the tool said.
 */
public final class ToolUsingChatModel implements ChatModel {

	private final String tool;

	private final AtomicInteger rounds = new AtomicInteger();

	private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

	public ToolUsingChatModel(String tool) {
		this.tool = tool;
	}

	public int rounds() {
		return this.rounds.get();
	}

	public Prompt lastPrompt() {
		return this.prompts.getLast();
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		this.prompts.add(prompt);
		this.rounds.incrementAndGet();
		if (prompt.getInstructions().getLast() instanceof ToolResponseMessage result) {
			return response(new AssistantMessage("It is " + result.getResponses().getFirst().responseData()), "STOP");
		}
		return response(AssistantMessage.builder()
			.content("")
			.toolCalls(List.of(new ToolCall("call-" + this.rounds.get(), "function", this.tool, "{}")))
			.build(), "TOOL_CALLS");
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> Flux.just(call(prompt)));
	}

	@Override
	public ChatOptions getOptions() {
		return ToolCallingChatOptions.builder().model("tool-using").build();
	}

	private static ChatResponse response(AssistantMessage message, String finishReason) {
		return new ChatResponse(
				List.of(new Generation(message, ChatGenerationMetadata.builder().finishReason(finishReason).build())),
				ChatResponseMetadata.builder().model("tool-using").usage(new DefaultUsage(10, 5)).build());
	}

}
