package dev.llmcache.store;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.MediaContent;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeTypeUtils;

/**
 * Stored form of an answer, version 2: its fields are the fields of the JSON.
 */
record AnswerEnvelope(int version, List<Generation> generations, @Nullable String id, @Nullable String model,
		TokenUsage usage, Map<String, Object> metadata, long modelMillis) {

	static final int VERSION = 2;

	static AnswerEnvelope of(CachedAnswer answer) {
		return new AnswerEnvelope(VERSION, answer.generations().stream().map(Generation::of).toList(), answer.id(),
				answer.model(), answer.usage(), JsonNumbers.write(answer.metadata()), answer.modelTime().toMillis());
	}

	CachedAnswer answer() {
		if (this.generations.isEmpty()) {
			throw new IllegalArgumentException("An answer has a generation");
		}
		return new CachedAnswer(this.generations.stream().map(Generation::generation).toList(), this.id, this.model,
				this.usage, JsonNumbers.read(this.metadata), Duration.ofMillis(this.modelMillis));
	}

	record Generation(@Nullable String text, List<CachedAnswer.ToolCall> toolCalls, List<Media> media,
			@Nullable String finishReason, List<String> contentFilters, Map<String, Object> metadata,
			Map<String, Object> generationMetadata) {

		static Generation of(CachedAnswer.Generation generation) {
			return new Generation(generation.text(), generation.toolCalls(),
					generation.media().stream().map(Media::of).toList(), generation.finishReason(),
					generation.contentFilters(), JsonNumbers.write(generation.metadata()),
					JsonNumbers.write(generation.generationMetadata()));
		}

		CachedAnswer.Generation generation() {
			return new CachedAnswer.Generation(this.text, this.toolCalls,
					this.media.stream().map(Media::media).toList(), this.finishReason, this.contentFilters,
					JsonNumbers.read(this.metadata), JsonNumbers.read(this.generationMetadata));
		}

		@Override
		public String toString() {
			return "Generation[]";
		}

	}

	record Media(String mimeType, @Nullable String id, @Nullable String name, @Nullable String base64,
			@Nullable String uri) {

		static Media of(CachedAnswer.Media media) {
			return switch (media.content()) {
				case MediaContent.Bytes(byte[] bytes) -> new Media(media.mimeType(), media.id(), media.name(),
						Base64.getEncoder().encodeToString(bytes), null);
				case MediaContent.Reference(String uri) ->
					new Media(media.mimeType(), media.id(), media.name(), null, uri);
			};
		}

		CachedAnswer.Media media() {
			MimeTypeUtils.parseMimeType(this.mimeType);
			return new CachedAnswer.Media(this.mimeType, this.id, this.name, content());
		}

		private MediaContent content() {
			if (this.base64 != null && this.uri == null) {
				return new MediaContent.Bytes(Base64.getDecoder().decode(this.base64));
			}
			if (this.uri != null && this.base64 == null) {
				return new MediaContent.Reference(this.uri);
			}
			throw new IllegalArgumentException("Media are either bytes or a reference");
		}

		@Override
		public String toString() {
			return "Media[]";
		}

	}

	@Override
	public String toString() {
		return "AnswerEnvelope[]";
	}

}
