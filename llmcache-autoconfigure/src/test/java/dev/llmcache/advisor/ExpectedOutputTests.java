package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.converter.ListOutputConverter;
import org.springframework.ai.converter.MapOutputConverter;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

class ExpectedOutputTests {

	private static final ExpectedOutput PERSON = format(new BeanOutputConverter<>(Person.class).getFormat());

	@Test
	void plainTextIsAnything() {
		assertThat(ExpectedOutput.of(Map.of()).admits("{not json")).isTrue();
		assertThat(ExpectedOutput.of(Map.of()).admits(null)).isTrue();
	}

	@Test
	void aListWithCommasIsNoJson() {
		assertThat(format(new ListOutputConverter().getFormat()).admits("foo, bar, baz")).isTrue();
	}

	@Test
	void aMapIsAnObject() {
		ExpectedOutput map = format(new MapOutputConverter().getFormat());
		assertThat(map.admits("{\"anything\": 1}")).isTrue();
		assertThat(map.admits("5")).isFalse();
		assertThat(map.admits("Ada")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\": \"Ada\", \"age\": 36}", "\n {\"name\": \"Ada\", \"age\": 36} \n",
			"```json\n{\"name\": \"Ada\", \"age\": 36}\n```", "```\n{\"name\": \"Ada\", \"age\": 36}\n```",
			"<think>Who?</think>\n{\"name\": \"Ada\", \"age\": 36}" })
	void aBeanIsWhatItsConverterParses(String text) {
		assertThat(new BeanOutputConverter<>(Person.class).convert(text)).isEqualTo(new Person("Ada", 36));
		assertThat(PERSON.admits(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Ada", "{", "{\"name\": \"Ada\"", "{\"name\": \"Ada\", \"age\": 36} and more", "[]",
			"{}", "{\"name\": \"Ada\"}", "{\"name\": \"Ada\", \"age\": \"old\"}", "{\"name\": [], \"age\": 36}" })
	void aBeanIsNothingElse(String text) {
		assertThat(PERSON.admits(text)).isFalse();
	}

	@Test
	void aListOfBeansIsAnArrayOfThem() {
		ExpectedOutput people = format(new BeanOutputConverter<>(new ParameterizedTypeReference<List<Person>>() {
		}).getFormat());
		assertThat(people.admits("[{\"name\": \"Ada\", \"age\": 36}]")).isTrue();
		assertThat(people.admits("[{\"name\": \"Ada\"}]")).isFalse();
	}

	@Test
	void aNumberIsWhatASchemaOfOneAsksFor() {
		ExpectedOutput number = format(new BeanOutputConverter<>(Integer.class).getFormat());
		assertThat(number.admits("36")).isTrue();
		assertThat(number.admits("\"many\"")).isFalse();
	}

	@Test
	void theProvidersOwnSchemaCountsBeforeTheInstruction() {
		ExpectedOutput expected = ExpectedOutput
			.of(Map.of(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey(), "{\"type\": \"array\"}",
					ChatClientAttributes.OUTPUT_FORMAT.getKey(), new BeanOutputConverter<>(Person.class).getFormat()));
		assertThat(expected.admits("[]")).isTrue();
		assertThat(expected.admits("{\"name\": \"Ada\", \"age\": 36}")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{not json", "[]", "json" })
	void aSchemaThatIsNoneAsksForJsonOnly(String schema) {
		ExpectedOutput expected = ExpectedOutput
			.of(Map.of(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey(), schema));
		assertThat(expected.admits("{\"name\": \"Ada\"}")).isTrue();
		assertThat(expected.admits("Ada")).isFalse();
	}

	@Test
	void aSchemaIsNeverFetched() {
		ExpectedOutput expected = ExpectedOutput.of(Map.of(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey(),
				"{\"$ref\": \"http://localhost:1/schema.json\"}"));
		assertThat(expected.admits("{\"name\": \"Ada\"}")).isFalse();
	}

	@Test
	void deepTextExhaustsNoStack() {
		ExpectedOutput nested = ExpectedOutput.of(Map.of(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey(),
				"{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}"));
		assertThat(nested.admits("[".repeat(400) + "]".repeat(400))).isTrue();
		assertThat(nested.admits("[".repeat(100_000) + "]".repeat(100_000))).isFalse();
	}

	private static ExpectedOutput format(String format) {
		return ExpectedOutput.of(Map.of(ChatClientAttributes.OUTPUT_FORMAT.getKey(), format));
	}

	record Person(String name, int age) {

	}

}
