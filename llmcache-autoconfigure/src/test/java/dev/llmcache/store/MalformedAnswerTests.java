package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is wrong with stored bytes, they are no answer and nobody's exception.
 */
class MalformedAnswerTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "5", "[]", "{}", "{\"version\":1}", "{\"version\":2}", "not json",
			"{\"version\":\"2\"}", "{\"version\":1,\"generations\":[null]}", "{\"version\":[[[[" })
	void otherJsonIsNone(String bytes) {
		assertThat(decode(bytes)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1.json", "v2.json" })
	void anotherVersionIsNone(String file) {
		for (String version : List.of("0", "3", "-1", "4294967297", "4294967298", "2.0", "true", "null", "\"2\"")) {
			String other = text(file).replaceFirst("\"version\":\\d", "\"version\":" + version);
			assertThat(decode(other)).as(version).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1.json", "v2.json" })
	void everyFieldIsNeeded(String file) {
		assertThat(GoldenField.of(file)).hasSizeGreaterThan(14)
			.allSatisfy((field) -> assertThat(field.decodeWithout()).as(field.toString()).isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1.json", "v2.json" })
	void everyFieldIsOfItsType(String file) {
		List<JsonNode> values = List.of(NODES.numberNode(5), NODES.numberNode(1.5), NODES.booleanNode(true),
				NODES.stringNode(""), NODES.stringNode("5"), NODES.arrayNode(), NODES.objectNode());
		for (GoldenField field : GoldenField.of(file)) {
			for (JsonNode value : values) {
				if (!field.takes(value)) {
					assertThat(field.decodeWith(value)).as(field + " = " + value).isNull();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1.json", "v2.json" })
	void onlySomeFieldsMayBeNull(String file) {
		for (GoldenField field : GoldenField.of(file)) {
			if (!field.isNullable()) {
				assertThat(field.decodeWith(NODES.nullNode())).as(field.toString()).isNull();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "generations", "toolCalls", "media", "contentFilters" })
	void noListHasNull(String name) {
		assertThat(GoldenField.last(name).decodeWith(NODES.arrayNode().addNull())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[null]", "{\"b\":null}", "{\"#long\":\"x\"}", "{\"#long\":5}",
			"{\"#long\":\"99999999999999999999\"}", "{\"#decimal\":\"\"}", "{\"#decimal\":\"1e999999999\"}",
			"{\"#unknown\":\"5\"}", "{\"#long\":\"5\",\"#decimal\":\"5\"}" })
	void noMetadataAreOtherThanEverWritten(String value) {
		for (String name : List.of("metadata", "generationMetadata")) {
			GoldenField metadata = GoldenField.last(name);
			assertThat(metadata.decodeWith(NODES.objectNode().set("a", NODES.stringNode("b")))).isNotNull();
			assertThat(metadata.decodeWith(NODES.objectNode().set("a", MAPPER.readTree(value)))).isNull();
		}
	}

	@Test
	void noNumberIsEndless() {
		for (String type : List.of("#integer", "#decimal")) {
			JsonNode number = NODES.objectNode().put(type, "9".repeat(100_000));
			assertThat(GoldenField.last("metadata").decodeWith(NODES.objectNode().set("a", number))).isNull();
		}
	}

	@Test
	void mediaAreOfATypeAndHaveOneContent() {
		assertThat(GoldenField.first("mimeType").decodeWith(NODES.stringNode("?"))).isNull();
		assertThat(GoldenField.first("base64").decodeWith(NODES.stringNode("?"))).isNull();
		assertThat(GoldenField.first("base64").decodeWith(NODES.nullNode())).isNull();
		assertThat(GoldenField.first("uri").decodeWith(NODES.stringNode("https://example.com"))).isNull();
	}

	@Test
	void nothingIsNestedWithoutEnd() {
		for (int depth : new int[] { 100, 100_000 }) {
			String nested = text("v2.json").replace("\"audio-1\"", "[".repeat(depth) + "]".repeat(depth));
			assertThat(nested).contains("[[[[").satisfies((json) -> assertThat(decode(json)).isNull());
		}
		assertThat(decode(text("v2.json").replace("\"audio-1\"", "[[[[]]]]"))).isNotNull();
	}

	@Test
	void nothingIsOfCountlessParts() {
		String parts = "[" + "[],".repeat(1_000_000) + "[]]";
		assertThat(decode(text("v2.json").replace("\"audio-1\"", parts))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1.json", "v2.json" })
	void noFieldIsThereTwice(String file) {
		String twice = text(file).replace("\"model\":", "\"model\":null,\"model\":");
		assertThat(twice).isNotEqualTo(text(file)).satisfies((json) -> assertThat(decode(json)).isNull());
	}

	@Test
	void nothingFollows() {
		assertThat(decode(text("v2.json") + "{}")).isNull();
	}

	@Test
	void halfAnAnswerIsNone() {
		byte[] whole = GoldenAnswers.read("v2.json");
		for (int length = 0; length < whole.length; length++) {
			assertThat(AnswerCodec.decode(Arrays.copyOf(whole, length))).as("%d bytes", length).isNull();
		}
	}

	private static String text(String file) {
		return new String(GoldenAnswers.read(file), StandardCharsets.UTF_8);
	}

	private static @Nullable CachedAnswer decode(String json) {
		return AnswerCodec.decode(json.getBytes(StandardCharsets.UTF_8));
	}

}
