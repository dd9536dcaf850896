package dev.llmcache.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a provider's model answers.
 *
 * @param id the provider's id of the answer
 * @param text the text
 * @param finishReason why the model stopped, in the provider's word
 * @param tool the tool that the model calls instead of saying more
 * @param thoughts what the model thought before it answered
 */
record ModelAnswer(String id, String text, String finishReason, @Nullable String tool, @Nullable String thoughts) {

	/** Tokens of the prompt, those of the provider's cache included. */
	static final int PROMPT_TOKENS = 120;

	static final int CACHE_READ_TOKENS = 64;

	static final int CACHE_WRITE_TOKENS = 32;

	static final int COMPLETION_TOKENS = 9;

	/**
	 * The text as a model streams it.
	 * @return its words; joined they are the text
	 */
	List<String> words() {
		return words(this.text);
	}

	/**
	 * The thoughts as a model streams them.
	 * @return their words, none if there are no thoughts
	 */
	List<String> wordsOfThoughts() {
		return (this.thoughts != null) ? words(this.thoughts) : List.of();
	}

	ModelAnswer thinking(String newThoughts) {
		return new ModelAnswer(this.id, this.text, this.finishReason, this.tool, newThoughts);
	}

	private static List<String> words(String text) {
		return List.of(text.split("(?<= )"));
	}

}
