package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * What a caller was told in one response or in the chunks of one stream.
 *
 * @param status what the cache did
 * @param answer what the model answered
 * @param counted tokens that the caller is charged
 * @param originalUsage tokens that the model counted, on a hit
 */
record Said(Status status, Answer answer, TokenUsage counted, @Nullable TokenUsage originalUsage) {

	static Said in(ChatClientResponse response) {
		return in(List.of(response));
	}

	static Said in(List<ChatClientResponse> chunks) {
		List<ChatResponse> responses = chunks.stream()
			.map((chunk) -> Objects.requireNonNull(chunk.chatResponse()))
			.toList();
		List<ChatResponseMetadata> metadata = responses.stream().map(ChatResponse::getMetadata).toList();
		return new Said(status(chunks),
				new Answer(text(responses), finishReason(responses),
						last(metadata.stream().map(ChatResponseMetadata::getId)),
						last(metadata.stream().map(ChatResponseMetadata::getModel))),
				counted(metadata), metadata.getLast().get("llmcache.original-usage"));
	}

	private static Status status(List<ChatClientResponse> chunks) {
		List<Status> statuses = chunks.stream()
			.map((chunk) -> Objects.requireNonNull(CacheOutcome.from(chunk.context())).status())
			.distinct()
			.toList();
		if (statuses.size() != 1) {
			throw new AssertionError("Chunks of one stream disagree: " + statuses);
		}
		return statuses.getFirst();
	}

	private static String text(List<ChatResponse> responses) {
		return responses.stream()
			.flatMap((response) -> response.getResults().stream())
			.map((generation) -> Objects.requireNonNullElse(generation.getOutput().getText(), ""))
			.collect(Collectors.joining());
	}

	private static String finishReason(List<ChatResponse> responses) {
		return last(responses.stream()
			.flatMap((response) -> response.getResults().stream())
			.map((generation) -> generation.getMetadata().getFinishReason()));
	}

	private static TokenUsage counted(List<ChatResponseMetadata> metadata) {
		Usage usage = metadata.stream()
			.map(ChatResponseMetadata::getUsage)
			.reduce((earlier, later) -> (later.getTotalTokens() > 0) ? later : earlier)
			.orElseThrow();
		return new TokenUsage(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens(),
				usage.getCacheReadInputTokens(), usage.getCacheWriteInputTokens());
	}

	private static String last(Stream<@Nullable String> values) {
		return values.filter((value) -> value != null && !value.isEmpty()).reduce((earlier, later) -> later).orElse("");
	}

	/**
	 * What the model answered; what it did not say is empty.
	 *
	 * @param text the text
	 * @param finishReason why it stopped, in Spring AI's word
	 * @param id id of the response
	 * @param model the model, as it named itself
	 */
	record Answer(String text, String finishReason, String id, String model) {

	}

}
