package dev.llmcache.benchmarks.soak.node;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import dev.llmcache.benchmarks.faults.node.Topic;
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
 * Model that answers at once, and fails every tenth time.
 */
final class FallibleModel implements ChatModel {

	private static final ChatOptions OPTIONS = ChatOptions.builder().model("fallible").temperature(0.0).build();

	private static final int FAILURES_PERCENT = 10;

	@Override
	public ChatResponse call(Prompt prompt) {
		return piece(answer(prompt), "STOP");
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			String answer = answer(prompt);
			int half = answer.length() / 2;
			return Flux.just(piece(answer.substring(0, half), null), piece(answer.substring(half), null),
					piece("", "STOP"));
		});
	}

	private String answer(Prompt prompt) {
		if (ThreadLocalRandom.current().nextInt(100) < FAILURES_PERCENT) {
			throw new ModelFailure();
		}
		return Topic.askedBy(Objects.requireNonNull(prompt.getLastUserOrToolResponseMessage().getText())).answer();
	}

	private static ChatResponse piece(String text, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), metadata)),
				ChatResponseMetadata.builder().model("fallible").usage(new DefaultUsage(11, 7)).build());
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

	/**
	 * What the model fails with.
	 */
	static final class ModelFailure extends RuntimeException {

		private static final long serialVersionUID = 1L;

		ModelFailure() {
			super("The model fails", null, false, false);
		}

		/**
		 * Whether a call failed because the model did.
		 * @param failure what the caller caught
		 * @return whether it is one of these, or was caused by one
		 */
		static boolean isCauseOf(Throwable failure) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (cause instanceof ModelFailure) {
					return true;
				}
			}
			return false;
		}

	}

}
