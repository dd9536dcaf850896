package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * One generation of an answer that grows by the chunks of a stream.
 */
final class StreamedGeneration {

	private final List<ToolCall> toolCalls = new ArrayList<>();

	private final List<Media> media = new ArrayList<>();

	private final TreeSet<String> contentFilters = new TreeSet<>();

	private final Map<String, Object> metadata = new LinkedHashMap<>();

	private final Map<String, Object> generationMetadata = new LinkedHashMap<>();

	private @Nullable StringBuilder text;

	private @Nullable String finishReason;

	void add(Generation chunk) {
		if (chunk.text() != null) {
			this.text = ((this.text != null) ? this.text : new StringBuilder()).append(chunk.text());
		}
		this.toolCalls.addAll(chunk.toolCalls());
		this.media.addAll(chunk.media());
		this.finishReason = FinishReason.last(this.finishReason, chunk.finishReason());
		this.contentFilters.addAll(chunk.contentFilters());
		MessageMetadata.add(this.metadata, chunk.metadata());
		MessageMetadata.add(this.generationMetadata, chunk.generationMetadata());
	}

	@Nullable String finishReason() {
		return this.finishReason;
	}

	CachedAnswer.Generation complete(@Nullable String otherwiseFinishReason) {
		return new CachedAnswer.Generation((this.text != null) ? this.text.toString() : null, this.toolCalls,
				this.media, (this.finishReason != null) ? this.finishReason : otherwiseFinishReason,
				List.copyOf(this.contentFilters), this.metadata, this.generationMetadata);
	}

}
