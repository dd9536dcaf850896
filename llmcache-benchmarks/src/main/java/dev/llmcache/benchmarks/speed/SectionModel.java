package dev.llmcache.benchmarks.speed;

import java.util.Objects;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Model that says something else about each question, at once.
 */
final class SectionModel implements ChatModel {

	private static final int SENTENCES = 10;

	private static final int SECTIONS = 10_000;

	private static final ChatModel CONSTANT = new ConstantModel();

	@Override
	public ChatResponse call(Prompt prompt) {
		String question = Objects.requireNonNull(prompt.getUserMessage().getText());
		int section = Math.floorMod(question.hashCode(), SECTIONS);
		return ConstantModel.response(
				"See section %d of the handbook. ".formatted(section) + ConstantModel.SENTENCE.repeat(SENTENCES),
				"STOP");
	}

	@Override
	public ChatOptions getOptions() {
		return CONSTANT.getOptions();
	}

}
