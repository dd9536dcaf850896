package dev.llmcache.store;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Versioned JSON form of answers.
 * <p>
 * No types are named in it, so reading it makes nothing but text, numbers, booleans,
 * bytes, lists and maps. What is of an unknown version, malformed, or larger or deeper
 * than any answer is no answer.
 */
public final class AnswerCodec {

	/** Bytes of the largest answer. */
	public static final int MAX_BYTES = 64 << 20;

	private static final int MAX_DEPTH = 64;

	private static final int MAX_TOKENS = 1_000_000;

	// An own mapper: the application's settings must not change what is stored
	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MAX_BYTES)
				.maxStringLength(MAX_BYTES)
				.maxNestingDepth(MAX_DEPTH)
				.maxTokenCount(MAX_TOKENS)
				.build())
			.build())
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.withCoercionConfig(LogicalType.Textual,
				(text) -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
		.build();

	private AnswerCodec() {
	}

	/**
	 * Writes an answer.
	 * @param answer the answer
	 * @return its form of the current version
	 * @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES}
	 */
	public static byte[] encode(CachedAnswer answer) {
		byte[] bytes = MAPPER.writeValueAsBytes(AnswerEnvelope.of(answer));
		if (bytes.length > MAX_BYTES) {
			throw new IllegalArgumentException(
					"An answer has at most %d bytes, not %d".formatted(MAX_BYTES, bytes.length));
		}
		return bytes;
	}

	/**
	 * Reads an answer of this version or an earlier one.
	 * @param bytes whatever a store returned
	 * @return the answer, or null when the bytes are none
	 */
	public static @Nullable CachedAnswer decode(byte[] bytes) {
		if (bytes.length > MAX_BYTES) {
			return null;
		}
		try {
			return switch (version(bytes)) {
				case AnswerEnvelope.VERSION -> MAPPER.readValue(bytes, AnswerEnvelope.class).answer();
				case FirstEnvelope.VERSION -> MAPPER.readValue(bytes, FirstEnvelope.class).answer();
				default -> null;
			};
		}
		// The bytes may be anybody's, and wrong in ways that only the answer's parts
		// notice
		catch (RuntimeException ex) {
			return null;
		}
	}

	// Every envelope starts with its version
	private static int version(byte[] bytes) {
		try (JsonParser parser = MAPPER.createParser(bytes)) {
			boolean first = parser.nextToken() == JsonToken.START_OBJECT && "version".equals(parser.nextName());
			return first ? parser.nextIntValue(0) : 0;
		}
	}

}
