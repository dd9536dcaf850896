package dev.llmcache.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * How one provider speaks over HTTP, and Spring AI's client of it.
 */
sealed interface WireFormat permits OpenAiFormat, AnthropicFormat, OllamaFormat, GeminiFormat {

	Duration TIMEOUT = Duration.ofSeconds(5);

	static Stream<WireFormat> all() {
		return Stream.of(new OpenAiFormat(), new AnthropicFormat(), new OllamaFormat());
	}

	// Of the rest, Spring AI and Google's client leave too much out for all to hold
	static Stream<WireFormat> counting() {
		return Stream.concat(all(), Stream.of(new GeminiFormat()));
	}

	String path();

	/**
	 * Creates a client that never tries twice.
	 * @param serverUrl where the server is
	 * @param temperature the model's temperature, or null to send none
	 * @return the model
	 */
	ChatModel chatModel(String serverUrl, @Nullable Double temperature);

	/**
	 * Options that each make a call another one.
	 * @return the options by what they change
	 */
	Map<String, ChatOptions.Builder<?>> otherOptions();

	Reply whole(ModelAnswer answer);

	Reply streamed(ModelAnswer answer);

	Reply failure(int status);

	/** Failure that is told in the middle of a stream, in the provider's own way. */
	Reply failureInTheMiddle(ModelAnswer answer);

	/** Name of the model that answers, as it calls itself. */
	String answeringModel();

	/** Whether answers have ids. */
	boolean hasIds();

	/** Finish reason of a complete answer. */
	String complete();

	/** Finish reasons of answers that are not complete. */
	List<String> incomplete();

	/** Finish reason of an answer that calls a tool. */
	String toolCall();

	/** Usage as Spring AI reads it from the answers. */
	TokenUsage told();

	/** Usage with all tokens of the prompt and of the completion. */
	default TokenUsage counted() {
		return told();
	}

	/**
	 * What the model says in a result or a chunk of one.
	 * @param generation the result
	 * @return the text without thoughts
	 */
	default String text(Generation generation) {
		return Objects.requireNonNullElse(generation.getOutput().getText(), "");
	}

	/**
	 * What the model thinks in a result or a chunk of one.
	 * @param generation the result
	 * @return the thoughts, where Spring AI's documentation of the provider says they are
	 */
	String thoughts(Generation generation);

	/**
	 * Where a request has the options of sampling.
	 * @param request its body
	 * @return the object that has {@code temperature}
	 */
	JsonNode sampling(JsonNode request);

	default Reply reply(ModelAnswer answer, JsonNode request) {
		return request.path("stream").asBoolean() ? streamed(answer) : whole(answer);
	}

}
