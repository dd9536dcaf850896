package dev.llmcache.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of a golden file, which can be taken out or changed. The entries of metadata
 * are no fields.
 */
record GoldenField(String file, String parent, String name) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Set<String> METADATA = Set.of("metadata", "generationMetadata");

	private static final Set<String> NULLABLE = Set.of("finishReason", "id", "model", "name", "prompt", "completion",
			"total", "cacheRead", "cacheWrite");

	static List<GoldenField> of(String file) {
		List<GoldenField> fields = new ArrayList<>();
		collect(file, "", MAPPER.readTree(GoldenAnswers.read(file)), fields);
		return fields;
	}

	static GoldenField first(String name) {
		return of("v2.json").stream().filter((field) -> field.name.equals(name)).toList().getFirst();
	}

	static GoldenField last(String name) {
		return of("v2.json").stream().filter((field) -> field.name.equals(name)).toList().getLast();
	}

	boolean isNullable() {
		boolean text = this.name.equals("text") && this.file.equals("v2.json");
		return value().isNull() || (!this.parent.contains("toolCalls") && (text || NULLABLE.contains(this.name)));
	}

	/**
	 * Whether another value is as good; one that was null may have been a text or a
	 * number.
	 */
	boolean takes(JsonNode other) {
		JsonNode value = value();
		if (value.isNull()) {
			return other.isString() || other.isIntegralNumber();
		}
		return value.getNodeType() == other.getNodeType() && value.isIntegralNumber() == other.isIntegralNumber();
	}

	@Nullable CachedAnswer decodeWithout() {
		ObjectNode root = root();
		parent(root).remove(this.name);
		return AnswerCodec.decode(MAPPER.writeValueAsBytes(root));
	}

	@Nullable CachedAnswer decodeWith(JsonNode value) {
		ObjectNode root = root();
		parent(root).set(this.name, value);
		return AnswerCodec.decode(MAPPER.writeValueAsBytes(root));
	}

	private static void collect(String file, String at, JsonNode node, List<GoldenField> fields) {
		if (node instanceof ObjectNode object) {
			object.properties().forEach((entry) -> {
				fields.add(new GoldenField(file, at, entry.getKey()));
				if (!METADATA.contains(entry.getKey())) {
					collect(file, at + "/" + entry.getKey(), entry.getValue(), fields);
				}
			});
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				collect(file, at + "/" + i, array.get(i), fields);
			}
		}
	}

	private JsonNode value() {
		return parent(root()).get(this.name);
	}

	private ObjectNode root() {
		return (ObjectNode) MAPPER.readTree(GoldenAnswers.read(this.file));
	}

	private ObjectNode parent(ObjectNode root) {
		return (ObjectNode) root.at(this.parent);
	}

}
