package dev.llmcache.advisor;

import java.util.Map;
import java.util.Optional;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * JSON schema that a caller asked for, compiled. Thread-safe.
 * <p>
 * Fetches nothing: a schema that refers to another over the network admits nothing.
 */
final class OutputSchema {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(registry) -> registry.schemaCacheEnabled(false));

	// An application has few schemas, and asks for each again and again
	private static final Map<String, Optional<OutputSchema>> COMPILED = new ConcurrentReferenceHashMap<>();

	private final Schema schema;

	private OutputSchema(Schema schema) {
		this.schema = schema;
	}

	/**
	 * Compiles a schema.
	 * @param text the schema
	 * @return the schema, or null when the text is none
	 */
	static @Nullable OutputSchema parse(String text) {
		return COMPILED.computeIfAbsent(text, OutputSchema::compile).orElse(null);
	}

	boolean admits(JsonNode node) {
		try {
			return this.schema.validate(node).isEmpty();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static Optional<OutputSchema> compile(String text) {
		try {
			JsonNode node = MAPPER.readTree(text);
			return node.isObject() ? Optional.of(new OutputSchema(REGISTRY.getSchema(node))) : Optional.empty();
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

}
