package dev.llmcache.test.edge;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model that repeats the system text and the question with the number of the call. A
 * question that begins with {@code fail} fails, one with {@code long} is cut off.
 */
public final class CountingModel implements ChatModel {

	private final AtomicInteger calls = new AtomicInteger();

	/** Runs before each answer, as a model takes its time. */
	private volatile Runnable pause = () -> {
	};

	public int calls() {
		return this.calls.get();
	}

	public void pause(Runnable next) {
		this.pause = next;
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		return answer(prompt);
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> Flux.just(answer(prompt)));
	}

	private ChatResponse answer(Prompt prompt) {
		int number = this.calls.incrementAndGet();
		String question = Objects.requireNonNullElse(prompt.getUserMessage().getText(), "");
		this.pause.run();
		if (question.startsWith("fail")) {
			throw new IllegalStateException("The model failed");
		}
		String text = "%s: answer %d to %s".formatted(prompt.getSystemMessage().getText(), number, question);
		String finished = question.startsWith("long") ? "LENGTH" : "STOP";
		return new ChatResponse(
				List.of(new Generation(new AssistantMessage(text),
						ChatGenerationMetadata.builder().finishReason(finished).build())),
				ChatResponseMetadata.builder().model("counting").build());
	}

	@Override
	public ChatOptions getOptions() {
		return ChatOptions.builder().model("counting").temperature(0.0).build();
	}

}
