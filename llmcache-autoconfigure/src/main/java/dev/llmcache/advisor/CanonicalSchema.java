package dev.llmcache.advisor;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas in one form whatever the order in which they were written: properties by
 * name, and what is required too. The order of alternatives stays.
 * <p>
 * Thread-safe.
 */
public final class CanonicalSchema {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String REQUIRED = "required";

	private static final int REMEMBERED = 1_000;

	private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

	private CanonicalSchema() {
	}

	/**
	 * Writes a schema in canonical form.
	 * @param schema JSON
	 * @return the same without spaces and in order; as it is, if it cannot be read
	 */
	public static String of(String schema) {
		if (KNOWN.size() >= REMEMBERED) {
			KNOWN.clear();
		}
		return KNOWN.computeIfAbsent(schema, CanonicalSchema::write);
	}

	private static String write(String schema) {
		try {
			JsonNode read = MAPPER.readTree(schema);
			return read.isMissingNode() ? schema : MAPPER.writeValueAsString(ordered(read));
		}
		catch (JacksonException | StackOverflowError ex) {
			return schema;
		}
	}

	private static JsonNode ordered(JsonNode node) {
		if (node instanceof ObjectNode object) {
			Map<String, JsonNode> properties = new TreeMap<>();
			object.properties().forEach((property) -> properties.put(property.getKey(), value(property)));
			ObjectNode ordered = MAPPER.createObjectNode();
			properties.forEach(ordered::set);
			return ordered;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode ordered = MAPPER.createArrayNode();
			array.forEach((element) -> ordered.add(ordered(element)));
			return ordered;
		}
		return node;
	}

	private static JsonNode value(Map.Entry<String, JsonNode> property) {
		JsonNode value = property.getValue();
		if (property.getKey().equals(REQUIRED) && value instanceof ArrayNode names
				&& StreamSupport.stream(names.spliterator(), false).allMatch(JsonNode::isString)) {
			ArrayNode sorted = MAPPER.createArrayNode();
			StreamSupport.stream(names.spliterator(), false).map(JsonNode::stringValue).sorted().forEach(sorted::add);
			return sorted;
		}
		return ordered(value);
	}

}
