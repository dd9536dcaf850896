package dev.llmcache.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.TokenUsage;
import dev.llmcache.store.AnswerCodec;
import dev.llmcache.store.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of the lines of a file.
 * <p>
 * A field that the format does not know makes a line invalid, since a misspelt tenant
 * would make its answer everybody's.
 */
final class LineFormat {

	/** Bytes of the longest line. */
	static final int MAX_BYTES = AnswerCodec.MAX_BYTES + (8 << 20);

	private static final String HEADER = "llmcache";

	private static final String WRITTEN_BY_HAND = "stop";

	private static final JsonMapper MAPPER = StrictJson.mapper(MAX_BYTES)
		.disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private LineFormat() {
	}

	static byte[] write(FileHeader header) {
		return MAPPER.writeValueAsBytes(Map.of(HEADER, header));
	}

	static byte[] write(EntryLine line) {
		return MAPPER.writeValueAsBytes(line);
	}

	static JsonNode write(CachedAnswer answer) {
		return MAPPER.readTree(AnswerCodec.encode(answer));
	}

	/**
	 * Reads a line.
	 * @param bytes the line
	 * @return its fields, or null when it is the first of a file
	 * @throws InvalidLineException if it is none of this format
	 */
	static @Nullable EntryLine read(byte[] bytes) {
		JsonNode node = tree(bytes);
		if (node.has(HEADER)) {
			requireFormat(node.get(HEADER).path("format").asInt(EntryLine.FORMAT));
			return null;
		}
		requireFormat(node.path("format").asInt(EntryLine.FORMAT));
		try {
			return MAPPER.treeToValue(node, EntryLine.class);
		}
		catch (JacksonException ex) {
			throw new InvalidLineException("fields");
		}
	}

	private static JsonNode tree(byte[] bytes) {
		try {
			return MAPPER.readTree(bytes);
		}
		catch (JacksonException ex) {
			throw new InvalidLineException("json");
		}
	}

	private static void requireFormat(int format) {
		if (format != EntryLine.FORMAT) {
			throw new InvalidLineException("format");
		}
	}

	/**
	 * Reads the answer of a line.
	 * @param answer its text or its stored form
	 * @return the answer
	 * @throws InvalidLineException if it is neither
	 */
	static CachedAnswer readAnswer(@Nullable JsonNode answer) {
		if (answer != null && answer.isString() && !answer.stringValue().isBlank()) {
			return new CachedAnswer(List.of(new Generation(answer.stringValue(), WRITTEN_BY_HAND, Map.of())), null,
					null, TokenUsage.UNKNOWN, Map.of(), Duration.ZERO);
		}
		CachedAnswer stored = (answer != null && answer.isObject())
				? AnswerCodec.decode(MAPPER.writeValueAsBytes(answer)) : null;
		if (stored == null) {
			throw new InvalidLineException("answer");
		}
		return stored;
	}

}
