package dev.llmcache.advisor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Answer that grows by the chunks of one stream. Of values that several chunks carry,
 * such as the finish reason, the last one counts.
 * <p>
 * Used by one subscriber at a time, as Reactor guarantees.
 */
final class StreamedAnswer {

	private final StringBuilder text = new StringBuilder();

	private final Map<String, Object> messageMetadata = new LinkedHashMap<>();

	private final Map<String, Object> metadata = new LinkedHashMap<>();

	private @Nullable String finishReason;

	private @Nullable String id;

	private @Nullable String model;

	private TokenUsage usage = TokenUsage.UNKNOWN;

	private boolean onlyText = true;

	void add(@Nullable ChatResponse chunk) {
		if (chunk == null) {
			return;
		}
		if (chunk.getResults().size() > 1) {
			this.onlyText = false;
		}
		chunk.getResults().forEach(this::add);
		add(chunk.getMetadata());
	}

	/**
	 * The answer, once the stream has completed.
	 * @param modelTime how long the stream took
	 * @return the answer, or null when it has something that is more than text
	 */
	@Nullable CachedAnswer complete(Duration modelTime) {
		if (!this.onlyText) {
			return null;
		}
		return new CachedAnswer(
				List.of(new CachedAnswer.Generation(this.text.toString(), this.finishReason, this.messageMetadata)),
				this.id, this.model, this.usage, this.metadata, modelTime);
	}

	private void add(Generation generation) {
		AssistantMessage message = generation.getOutput();
		if (message.hasToolCalls() || !message.getMedia().isEmpty()) {
			this.onlyText = false;
		}
		if (message.getText() != null) {
			this.text.append(message.getText());
		}
		this.messageMetadata.putAll(JsonValues.of(message.getMetadata().entrySet()));
		String reason = AnswerReader.textOrNull(generation.getMetadata().getFinishReason());
		this.finishReason = (reason != null) ? reason : this.finishReason;
	}

	private void add(ChatResponseMetadata chunk) {
		String chunkId = AnswerReader.textOrNull(chunk.getId());
		String chunkModel = AnswerReader.textOrNull(chunk.getModel());
		TokenUsage chunkUsage = AnswerReader.usage(chunk.getUsage());
		this.id = (chunkId != null) ? chunkId : this.id;
		this.model = (chunkModel != null) ? chunkModel : this.model;
		this.usage = chunkUsage.equals(TokenUsage.UNKNOWN) ? this.usage : chunkUsage;
		this.metadata.putAll(JsonValues.of(chunk.entrySet()));
	}

}
