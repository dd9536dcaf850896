package dev.llmcache.store;

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
 * JSON that is read as it was written or not at all: no field is unknown or missing, and
 * nothing is taken for what it is not.
 * <p>
 * Mappers of our own, since the application's settings must not change what is stored.
 */
public final class StrictJson {

	private static final int MAX_DEPTH = 64;

	private static final int MAX_TOKENS = 1_000_000;

	private StrictJson() {
	}

	/**
	 * Makes parsers that read no more than is allowed.
	 * @param maxLength bytes of the largest document
	 * @return a factory
	 */
	static JsonFactory factory(int maxLength) {
		return JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(maxLength)
				.maxStringLength(maxLength)
				.maxNestingDepth(MAX_DEPTH)
				.maxTokenCount(MAX_TOKENS)
				.build())
			.build();
	}

	/**
	 * Starts a mapper.
	 * @param maxLength bytes of the largest document
	 * @return a builder
	 */
	public static JsonMapper.Builder mapper(int maxLength) {
		return JsonMapper.builder(factory(maxLength))
			.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
			.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.withCoercionConfig(LogicalType.Textual,
					(text) -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail));
	}

}
