package dev.llmcache.benchmarks.canary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.llmcache.benchmarks.canary.scan.Canary;
import dev.llmcache.benchmarks.canary.scan.Canary.Kind;
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
 * Model that has a canary for an answer to each, and fails when it is told to.
 */
final class CodeModel implements ChatModel {

	private static final ChatOptions OPTIONS = ChatOptions.builder().model("codes").temperature(0.0).build();

	private final Map<String, String> answers = new HashMap<>();

	private final AtomicBoolean failing = new AtomicBoolean();

	CodeModel(Canaries canaries) {
		List<Canary> prompts = canaries.of(Kind.PROMPT);
		for (int i = 0; i < prompts.size(); i++) {
			String answer = canaries.of(Kind.ANSWER).get(i).text();
			this.answers.put(prompts.get(i).text(), answer);
			this.answers.put(Canaries.rephrased(prompts.get(i).text()), answer);
		}
	}

	void failing(boolean fails) {
		this.failing.set(fails);
	}

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
		if (this.failing.get()) {
			throw new IllegalStateException("The model is away");
		}
		String answer = this.answers.get(prompt.getLastUserOrToolResponseMessage().getText());
		if (answer == null) {
			throw new IllegalStateException("Nobody was to ask this");
		}
		return answer;
	}

	private static ChatResponse piece(String text, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), metadata)),
				ChatResponseMetadata.builder().model("codes").usage(new DefaultUsage(11, 7)).build());
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

}
