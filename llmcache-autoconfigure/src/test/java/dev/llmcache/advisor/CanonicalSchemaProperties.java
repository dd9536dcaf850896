package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalSchemaProperties {

	@Property(tries = 200)
	void theOrderOfWritingDoesNotCount(
			@ForAll @Size(min = 1, max = 8) Map<@AlphaChars @StringLength(min = 1, max = 5) String, Integer> properties,
			@ForAll long seed) {
		Random random = new Random(seed);
		assertThat(CanonicalSchema.of(schema(properties, random)))
			.isEqualTo(CanonicalSchema.of(schema(properties, random)));
	}

	@Property(tries = 200)
	void canonicalFormsStayAndSayTheSame(@ForAll @Size(min = 1,
			max = 8) Map<@AlphaChars @StringLength(min = 1, max = 5) String, Integer> properties) {
		String schema = schema(properties, new Random(1));
		String canonical = CanonicalSchema.of(schema);
		assertThat(CanonicalSchema.of(canonical)).isEqualTo(canonical);
		assertThat(canonical).isNotEqualTo(CanonicalSchema.of(schema.replace("\"integer\"", "\"number\"")));
		assertThat(JsonMapper.shared().readTree(canonical).path("properties"))
			.isEqualTo(JsonMapper.shared().readTree(schema).path("properties"));
	}

	@Example
	void theOrderOfAlternativesCounts() {
		assertThat(CanonicalSchema.of("{\"enum\": [\"b\", \"a\"]}")).isEqualTo("{\"enum\":[\"b\",\"a\"]}");
	}

	@Example
	void aPropertyMayBeCalledRequired() {
		assertThat(CanonicalSchema.of("{\"properties\": {\"required\": {\"b\": 1, \"a\": [2, 1]}}}"))
			.isEqualTo("{\"properties\":{\"required\":{\"a\":[2,1],\"b\":1}}}");
	}

	@Example
	void whatIsNoJsonStays() {
		assertThat(CanonicalSchema.of("no schema {")).isEqualTo("no schema {");
		assertThat(CanonicalSchema.of("")).isEmpty();
	}

	private static String schema(Map<String, Integer> properties, Random random) {
		List<String> fields = properties.entrySet()
			.stream()
			.map((property) -> "\"%s\": {%s}".formatted(property.getKey(),
					shuffled(List.of("\"type\": \"integer\"", "\"minimum\": " + property.getValue()), random)))
			.collect(Collectors.toCollection(ArrayList::new));
		List<String> names = properties.keySet().stream().map((name) -> '"' + name + '"').toList();
		return "{" + shuffled(List.of("\"type\": \"object\"", "\"properties\": {" + shuffled(fields, random) + "}",
				"\"required\": [" + shuffled(names, random) + "]"), random) + "}";
	}

	private static String shuffled(List<String> parts, Random random) {
		List<String> copy = new ArrayList<>(parts);
		Collections.shuffle(copy, random);
		return String.join(", ", copy);
	}

}
