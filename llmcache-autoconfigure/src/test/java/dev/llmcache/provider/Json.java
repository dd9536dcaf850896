package dev.llmcache.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it goes over the wire.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Json() {
	}

	static JsonNode parse(byte[] json) {
		return MAPPER.readTree(json);
	}

	/**
	 * Fills a template.
	 * @param template JSON with a {@code %s} in place of each value
	 * @param values texts, numbers, further JSON or null
	 * @return the JSON, whose text form has no line breaks
	 */
	static JsonNode of(String template, @Nullable Object... values) {
		Object[] literals = new Object[values.length];
		for (int i = 0; i < values.length; i++) {
			literals[i] = MAPPER.writeValueAsString(values[i]);
		}
		return MAPPER.readTree(template.formatted(literals));
	}

}
