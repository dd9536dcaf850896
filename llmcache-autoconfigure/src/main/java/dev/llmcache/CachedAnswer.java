package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered, in a form of our own that can be stored and replayed.
 * <p>
 * Immutable. Metadata are strings, numbers, booleans and lists and maps of them. Its text
 * form says nothing of the answer.
 *
 * @param generations the alternatives that the model returned, or the parts of one
 * @param id the model's id of the response
 * @param model the model that answered, as it named itself
 * @param usage tokens that the model counted
 * @param metadata further response metadata
 * @param modelTime how long the model took
 */
public record CachedAnswer(List<Generation> generations, @Nullable String id, @Nullable String model, TokenUsage usage,
		Map<String, Object> metadata, Duration modelTime) {

	public CachedAnswer {
		generations = List.copyOf(generations);
		Objects.requireNonNull(usage);
		metadata = Map.copyOf(metadata);
		Objects.requireNonNull(modelTime);
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
	 * One alternative of an answer, or one part of it, such as the model's thoughts.
	 *
	 * @param text the text, or null where the model gave none
	 * @param toolCalls the tools that the model wants called
	 * @param media images, sound or files that the model made
	 * @param finishReason why the model stopped, in the provider's word
	 * @param contentFilters the provider's filters that the text ran into
	 * @param metadata metadata of the message
	 * @param generationMetadata metadata beside the message
	 */
	public record Generation(@Nullable String text, List<ToolCall> toolCalls, List<Media> media,
			@Nullable String finishReason, List<String> contentFilters, Map<String, Object> metadata,
			Map<String, Object> generationMetadata) {

		public Generation {
			toolCalls = List.copyOf(toolCalls);
			media = List.copyOf(media);
			contentFilters = List.copyOf(contentFilters);
			metadata = Map.copyOf(metadata);
			generationMetadata = Map.copyOf(generationMetadata);
		}

		/**
		 * Creates a generation that is nothing but text.
		 * @param text the text, or null where the model gave none
		 * @param finishReason why the model stopped, in the provider's word
		 * @param metadata metadata of the message
		 */
		public Generation(@Nullable String text, @Nullable String finishReason, Map<String, Object> metadata) {
			this(text, List.of(), List.of(), finishReason, List.of(), metadata, Map.of());
		}

		@Override
		public String toString() {
			return "Generation[length=%d, toolCalls=%d, media=%d]"
				.formatted((this.text != null) ? this.text.length() : 0, this.toolCalls.size(), this.media.size());
		}

	}

	/**
	 * A tool that a model wants called.
	 *
	 * @param id the model's id of the call, empty where it gave none
	 * @param type the kind of tool, such as {@code function}
	 * @param name name of the tool
	 * @param arguments the arguments, as JSON
	 */
	public record ToolCall(String id, String type, String name, String arguments) {

		public ToolCall {
			Objects.requireNonNull(id);
			Objects.requireNonNull(type);
			Objects.requireNonNull(name);
			Objects.requireNonNull(arguments);
		}

		@Override
		public String toString() {
			return "ToolCall[length=%d]".formatted(this.arguments.length());
		}

	}

	/**
	 * An image, a sound or a file that a model made.
	 *
	 * @param mimeType what it is
	 * @param id the model's id of it
	 * @param name its name
	 * @param content its bytes, or where they are
	 */
	public record Media(String mimeType, @Nullable String id, @Nullable String name, MediaContent content) {

		public Media {
			Objects.requireNonNull(mimeType);
			Objects.requireNonNull(content);
		}

		@Override
		public String toString() {
			return "Media[%s]".formatted(this.content);
		}

	}

}
