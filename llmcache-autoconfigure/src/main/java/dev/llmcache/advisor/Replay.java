package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Turns a stored answer back into what Spring AI expects of a model.
 * <p>
 * Carries the whole context of the request, without which memory and retrieval advisors
 * further out fail. Charges no tokens; the ones that the model counted are kept in the
 * metadata as {@value #ORIGINAL_USAGE}.
 */
final class Replay {

	static final String ORIGINAL_USAGE = "llmcache.original-usage";

	private final CachedAnswer answer;

	private final Map<String, @Nullable Object> requestContext;

	private final CacheOutcome outcome;

	private Replay(CachedAnswer answer, Map<String, @Nullable Object> requestContext, CacheOutcome outcome) {
		this.answer = answer;
		this.requestContext = requestContext;
		this.outcome = outcome;
	}

	/**
	 * Prepares a replay.
	 * @param answer what is stored
	 * @param requestContext context of the request
	 * @param outcome what the cache did
	 * @return the replay, or null when the answer has nothing to replay
	 */
	static @Nullable Replay of(CachedAnswer answer, Map<String, @Nullable Object> requestContext,
			CacheOutcome outcome) {
		return answer.generations().isEmpty() ? null : new Replay(answer, requestContext, outcome);
	}

	ChatClientResponse whole() {
		return response(
				new ChatResponse(this.answer.generations().stream().map(Replay::generation).toList(), metadata(true)));
	}

	/**
	 * The first alternative in several chunks, the finish reason on the last only.
	 * @return at least one chunk
	 */
	List<ChatClientResponse> chunks() {
		CachedAnswer.Generation generation = this.answer.generations().getFirst();
		List<String> texts = TextChunks.of(generation.text());
		List<ChatClientResponse> chunks = new ArrayList<>(texts.size());
		for (String text : texts.subList(0, texts.size() - 1)) {
			Generation part = new Generation(message(text, generation.metadata()), ChatGenerationMetadata.NULL);
			chunks.add(response(new ChatResponse(List.of(part), metadata(false))));
		}
		Generation last = generation(
				new CachedAnswer.Generation(texts.getLast(), generation.finishReason(), generation.metadata()));
		chunks.add(response(new ChatResponse(List.of(last), metadata(true))));
		return chunks;
	}

	private ChatClientResponse response(ChatResponse chatResponse) {
		return ChatClientResponse.builder()
			.chatResponse(chatResponse)
			.context(this.requestContext)
			.context(CacheOutcome.CONTEXT_KEY, this.outcome)
			.build();
	}

	private ChatResponseMetadata metadata(boolean complete) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.metadata(this.answer.metadata())
			.metadata(this.outcome.metadata())
			.usage(new EmptyUsage());
		if (this.answer.id() != null) {
			metadata.id(this.answer.id());
		}
		if (this.answer.model() != null) {
			metadata.model(this.answer.model());
		}
		if (complete) {
			metadata.keyValue(ORIGINAL_USAGE, this.answer.usage());
		}
		return metadata.build();
	}

	private static Generation generation(CachedAnswer.Generation stored) {
		return new Generation(message(stored.text(), stored.metadata()),
				ChatGenerationMetadata.builder().finishReason(stored.finishReason()).build());
	}

	private static AssistantMessage message(String text, Map<String, Object> metadata) {
		return AssistantMessage.builder().content(text).properties(metadata).build();
	}

}
