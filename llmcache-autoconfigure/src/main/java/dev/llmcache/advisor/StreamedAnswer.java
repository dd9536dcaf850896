package dev.llmcache.advisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Answer that grows by the chunks of one stream. Of values that several chunks carry,
 * such as the finish reason, the last one that says something counts. Alternatives stay
 * apart, and so do thoughts from what follows them, as in an answer that came whole.
 * <p>
 * Never throws. Used by one subscriber at a time, as Reactor guarantees.
 */
final class StreamedAnswer {

	private final Map<Integer, StreamedGeneration> thoughts = new LinkedHashMap<>();

	private final Map<Integer, StreamedGeneration> generations = new LinkedHashMap<>();

	private final Map<String, Object> metadata = new LinkedHashMap<>();

	private @Nullable String id;

	private @Nullable String model;

	private TokenUsage usage = TokenUsage.UNKNOWN;

	private boolean readable = true;

	void add(@Nullable ChatResponse chunk) {
		if (chunk == null || !this.readable) {
			return;
		}
		try {
			List<Generation> parts = chunk.getResults().stream().map(AnswerReader::read).toList();
			for (int position = 0; position < parts.size(); position++) {
				add(parts.get(position), position);
			}
			add(chunk.getMetadata());
		}
		// A provider's classes may do anything
		catch (RuntimeException ex) {
			this.readable = false;
		}
	}

	/**
	 * The answer, once the stream has completed.
	 * @param modelTime how long the stream took
	 * @return the answer, or null when it has something that cannot be stored
	 */
	@Nullable CachedAnswer complete(Duration modelTime) {
		if (!this.readable) {
			return null;
		}
		List<Generation> all = new ArrayList<>();
		this.thoughts.forEach((alternative, thought) -> all.add(thought.complete(finishReason(alternative))));
		this.generations.values().forEach((generation) -> all.add(generation.complete(null)));
		return new CachedAnswer(all, this.id, this.model, this.usage, this.metadata, modelTime);
	}

	private void add(Generation part, int position) {
		boolean thought = MessageMetadata.isThought(part.text(), part.metadata());
		(thought ? this.thoughts : this.generations)
			.computeIfAbsent(MessageMetadata.alternative(part.metadata(), position), (key) -> new StreamedGeneration())
			.add(part);
	}

	private void add(ChatResponseMetadata chunk) {
		String chunkId = AnswerReader.textOrNull(chunk.getId());
		String chunkModel = AnswerReader.textOrNull(chunk.getModel());
		this.id = (chunkId != null) ? chunkId : this.id;
		this.model = (chunkModel != null) ? chunkModel : this.model;
		this.usage = ProviderUsage.read(chunk.getUsage()).or(this.usage);
		this.metadata.putAll(AnswerReader.metadata(chunk));
	}

	// As in an answer that came whole, where thoughts end for the reason that the answer
	// does
	private @Nullable String finishReason(Integer alternative) {
		StreamedGeneration generation = this.generations.get(alternative);
		return (generation != null) ? generation.finishReason() : null;
	}

}
