package dev.llmcache.store;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeTypeUtils;

/**
 * Stored form of an answer, version 2: the fields of the JSON.
 */
final class AnswerEnvelope {

	static final int VERSION = 2;

	/** Those of the first version too. */
	static final Set<String> FIELDS = Set.of("version", "generations", "id", "model", "usage", "metadata",
			"modelMillis");

	private static final Set<String> USAGE = Set.of("prompt", "completion", "total", "cacheRead", "cacheWrite");

	private static final Set<String> GENERATION = Set.of("text", "toolCalls", "media", "finishReason", "contentFilters",
			"metadata", "generationMetadata");

	private static final Set<String> TOOL_CALL = Set.of("id", "type", "name", "arguments");

	private static final Set<String> MEDIA = Set.of("mimeType", "id", "name", "base64", "uri");

	private AnswerEnvelope() {
	}

	static Map<String, @Nullable Object> write(CachedAnswer answer) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("version", VERSION);
		fields.put("generations", answer.generations().stream().map(AnswerEnvelope::write).toList());
		fields.put("id", answer.id());
		fields.put("model", answer.model());
		fields.put("usage", write(answer.usage()));
		fields.put("metadata", JsonNumbers.write(answer.metadata()));
		fields.put("modelMillis", answer.modelTime().toMillis());
		return fields;
	}

	/**
	 * Reads an answer.
	 * @param written what was written
	 * @return the answer
	 * @throws RuntimeException if nothing was ever written so
	 */
	static CachedAnswer read(Map<String, @Nullable Object> written) {
		JsonFields fields = JsonFields.of(written, FIELDS);
		return new CachedAnswer(requireSome(fields.list("generations", AnswerEnvelope::readGeneration)),
				fields.textOrNull("id"), fields.textOrNull("model"), readUsage(fields),
				JsonNumbers.read(fields.map("metadata")), Duration.ofMillis(fields.number("modelMillis")));
	}

	static List<Generation> requireSome(List<Generation> generations) {
		if (generations.isEmpty()) {
			throw new IllegalArgumentException("An answer has a generation");
		}
		return generations;
	}

	static TokenUsage readUsage(JsonFields answer) {
		JsonFields usage = JsonFields.of(answer.map("usage"), USAGE);
		return new TokenUsage(usage.integerOrNull("prompt"), usage.integerOrNull("completion"),
				usage.integerOrNull("total"), usage.longOrNull("cacheRead"), usage.longOrNull("cacheWrite"));
	}

	private static Map<String, @Nullable Object> write(TokenUsage usage) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("prompt", usage.prompt());
		fields.put("completion", usage.completion());
		fields.put("total", usage.total());
		fields.put("cacheRead", usage.cacheRead());
		fields.put("cacheWrite", usage.cacheWrite());
		return fields;
	}

	private static Map<String, @Nullable Object> write(Generation generation) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("text", generation.text());
		fields.put("toolCalls", generation.toolCalls().stream().map(AnswerEnvelope::write).toList());
		fields.put("media", generation.media().stream().map(AnswerEnvelope::write).toList());
		fields.put("finishReason", generation.finishReason());
		fields.put("contentFilters", generation.contentFilters());
		fields.put("metadata", JsonNumbers.write(generation.metadata()));
		fields.put("generationMetadata", JsonNumbers.write(generation.generationMetadata()));
		return fields;
	}

	private static Generation readGeneration(@Nullable Object written) {
		JsonFields fields = JsonFields.of(written, GENERATION);
		return new Generation(fields.textOrNull("text"), fields.list("toolCalls", AnswerEnvelope::readToolCall),
				fields.list("media", AnswerEnvelope::readMedia), fields.textOrNull("finishReason"),
				fields.list("contentFilters", AnswerEnvelope::readText), JsonNumbers.read(fields.map("metadata")),
				JsonNumbers.read(fields.map("generationMetadata")));
	}

	private static String readText(@Nullable Object written) {
		if (written instanceof String text) {
			return text;
		}
		throw new IllegalArgumentException("No text");
	}

	private static Map<String, @Nullable Object> write(ToolCall call) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("id", call.id());
		fields.put("type", call.type());
		fields.put("name", call.name());
		fields.put("arguments", call.arguments());
		return fields;
	}

	private static ToolCall readToolCall(@Nullable Object written) {
		JsonFields fields = JsonFields.of(written, TOOL_CALL);
		return new ToolCall(fields.text("id"), fields.text("type"), fields.text("name"), fields.text("arguments"));
	}

	private static Map<String, @Nullable Object> write(Media media) {
		MediaContent content = media.content();
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("mimeType", media.mimeType());
		fields.put("id", media.id());
		fields.put("name", media.name());
		fields.put("base64", (content instanceof MediaContent.Bytes(byte[] bytes))
				? Base64.getEncoder().encodeToString(bytes) : null);
		fields.put("uri", (content instanceof MediaContent.Reference(String uri)) ? uri : null);
		return fields;
	}

	private static Media readMedia(@Nullable Object written) {
		JsonFields fields = JsonFields.of(written, MEDIA);
		String mimeType = fields.text("mimeType");
		MimeTypeUtils.parseMimeType(mimeType);
		return new Media(mimeType, fields.textOrNull("id"), fields.textOrNull("name"),
				content(fields.textOrNull("base64"), fields.textOrNull("uri")));
	}

	private static MediaContent content(@Nullable String base64, @Nullable String uri) {
		if (base64 != null && uri == null) {
			return new MediaContent.Bytes(Base64.getDecoder().decode(base64));
		}
		if (uri != null && base64 == null) {
			return new MediaContent.Reference(uri);
		}
		throw new IllegalArgumentException("Media are either bytes or a reference");
	}

}
