package dev.llmcache.benchmarks.speed;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model that tells that it is asked, and then answers at once.
 *
 * @param asked told before each answer, on the thread that asks
 */
record AskedModel(Runnable asked) implements ChatModel {

	private static final ChatModel ANSWERS = new ConstantModel();

	@Override
	public ChatResponse call(Prompt prompt) {
		this.asked.run();
		return ANSWERS.call(prompt);
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			this.asked.run();
			return ANSWERS.stream(prompt);
		});
	}

	@Override
	public ChatOptions getOptions() {
		return ANSWERS.getOptions();
	}

}
