package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered, in a form of our own that can be stored and replayed.
 * <p>
 * Its text form says nothing of the answer.
 *
 * @param generations the alternatives that the model returned, at least one
 * @param id the model's id of the response
 * @param model the model that answered, as it named itself
 * @param usage tokens that the model counted
 * @param metadata further response metadata; values are strings, numbers, booleans and
 * lists and maps of them
 * @param modelTime how long the model took
 */
public record CachedAnswer(List<Generation> generations, @Nullable String id, @Nullable String model, TokenUsage usage,
		Map<String, Object> metadata, Duration modelTime) {

	public CachedAnswer {
		generations = List.copyOf(generations);
		metadata = Map.copyOf(metadata);
	}

	/**
	 * The same answer with another count of tokens.
	 * @param counted the tokens
	 * @return a copy
	 */
	public CachedAnswer withUsage(TokenUsage counted) {
		return new CachedAnswer(this.generations, this.id, this.model, counted, this.metadata, this.modelTime);
	}

	@Override
	public String toString() {
		return "CachedAnswer[generations=%d]".formatted(this.generations.size());
	}

	/**
	 * One alternative of an answer.
	 *
	 * @param text the text
	 * @param finishReason why the model stopped, in the provider's word
	 * @param metadata metadata of the message, of the same kinds of values as the
	 * answer's
	 */
	public record Generation(String text, @Nullable String finishReason, Map<String, Object> metadata) {

		public Generation {
			metadata = Map.copyOf(metadata);
		}

		@Override
		public String toString() {
			return "Generation[length=%d]".formatted(this.text.length());
		}

	}

}
