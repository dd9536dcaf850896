package dev.llmcache.advisor;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.anthropic.models.messages.ThinkingConfigEnabled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.AnthropicCitationDocument;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptionsBuilder;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OptionsReaderTests {

	private static final Set<String> WITHOUT_EFFECT = Set.of("apiKey", "credential", "proxy", "customHeaders",
			"httpHeaders", "organizationId", "timeout", "maxRetries", "toolCallbacks", "toolContext", "streamOptions",
			"streamUsage", "user", "store", "metadata", "serviceTier", "promptCacheKey", "cacheOptions", "keepAlive");

	private static final Set<String> NOT_KEPT_BY_THE_BUILDER = Set.of("OpenAiChatOptions.topK(Integer)",
			"AnthropicChatOptions.frequencyPenalty(Double)", "AnthropicChatOptions.presencePenalty(Double)");

	static Stream<BuilderProperty> properties() {
		return Stream.<Supplier<? extends ChatOptions.Builder<?>>>of(OpenAiChatOptions::builder,
				AnthropicChatOptions::builder, OllamaChatOptions::builder, DefaultChatOptionsBuilder::new,
				DefaultToolCallingChatOptions::builder)
			.flatMap((builders) -> BuilderProperty.of(builders).stream());
	}

	static Stream<BuilderProperty> propertiesWithEffect() {
		return properties().filter((property) -> !WITHOUT_EFFECT.contains(property.name())
				&& !NOT_KEPT_BY_THE_BUILDER.contains(property.toString()));
	}

	static Stream<BuilderProperty> propertiesWithoutEffect() {
		return properties().filter((property) -> WITHOUT_EFFECT.contains(property.name()));
	}

	@ParameterizedTest
	@MethodSource("propertiesWithEffect")
	void anotherValueIsAnotherForm(BuilderProperty property) {
		assertThat(property.pairs())
			.allSatisfy((pair) -> assertThat(form(pair.getFirst())).isNotEqualTo(form(pair.getLast())));
	}

	@ParameterizedTest
	@MethodSource("propertiesWithEffect")
	void theSameValueIsTheSameForm(BuilderProperty property) {
		assertThat(form(property.pairs().getLast().getLast())).isEqualTo(form(property.pairs().getLast().getLast()));
	}

	@ParameterizedTest
	@MethodSource("propertiesWithoutEffect")
	void whatHasNoEffectIsNotInTheForm(BuilderProperty property) {
		assertThat(property.pairs())
			.allSatisfy((pair) -> assertThat(form(pair.getFirst())).isEqualTo(form(pair.getLast())));
	}

	@Test
	void tellsApartAllWaysToThink() {
		assertThat(Stream
			.of(OllamaChatOptions.builder(), OllamaChatOptions.builder().enableThinking(),
					OllamaChatOptions.builder().disableThinking(), OllamaChatOptions.builder().thinkLow(),
					OllamaChatOptions.builder().thinkMedium(), OllamaChatOptions.builder().thinkHigh())
			.map((builder) -> form(builder.build()))).doesNotHaveDuplicates();
		assertThat(Stream.of(AnthropicChatOptions.builder(), AnthropicChatOptions.builder().thinkingDisabled(),
				AnthropicChatOptions.builder().thinkingAdaptive(), AnthropicChatOptions.builder().thinkingEnabled(2048))
			.map((builder) -> form(builder.build()))).doesNotHaveDuplicates();
	}

	@Test
	void tellsApartAllThatACitedDocumentIs() {
		assertThat(Stream
			.of(document(), document().title("Terms"), document().context("2026"), document().citationsEnabled(true),
					document().plainText("Pay in 60 days."), document().customContent("Pay in 30 days."),
					document().customContent("Pay in", "30 days."), document().pdf(new byte[] { 1 }),
					document().pdf(new byte[] { 2 }))
			.map((document) -> form(AnthropicChatOptions.builder().citationDocuments(document.build()).build())))
			.doesNotHaveDuplicates();
	}

	@Test
	void tellsApartValuesThatLookAlike() {
		assertThat(Stream
			.<Object>of("", "null", 1, 1L, 1.0, "1", true, "true", 'a', "a", List.of(), Map.of(), Set.of(), new byte[0],
					new int[0], List.of(List.of()), Optional.empty(), List.of("a", "b"), List.of("ab"),
					List.of("b", "a"), Set.of("a", "b"), new int[] { 1 }, new long[] { 1 }, Map.of("a", "b"),
					Map.of("b", "a"), Map.of(1, "a"), Map.of("1", "a"), new UUID(0, 1), new UUID(0, 1).toString(),
					Shape.ROUND, "ROUND", new Pair("a", null), new Pair(null, "a"))
			.map(OptionsReaderTests::formWithExtra)).doesNotHaveDuplicates();
	}

	@Test
	void theOrderOfMapsAndSetsDoesNotMatter() {
		Map<String, Object> forth = new LinkedHashMap<>();
		forth.put("a", new LinkedHashSet<>(List.of(1, 2, 3)));
		forth.put("b", 1);
		Map<String, Object> back = new LinkedHashMap<>();
		back.put("b", 1);
		back.put("a", new LinkedHashSet<>(List.of(3, 2, 1)));
		assertThat(formWithExtra(forth)).isEqualTo(formWithExtra(back));
	}

	@Test
	void readsJsonTrees() {
		assertThat(formWithExtra(JsonMapper.shared().readTree("{\"a\":1,\"b\":[true]}")))
			.isEqualTo(formWithExtra(JsonMapper.shared().readTree("{\"b\":[true],\"a\":1}")))
			.isNotEqualTo(formWithExtra(JsonMapper.shared().readTree("{\"a\":1,\"b\":[false]}")));
	}

	@Test
	void theSaltOfTheProvidersCacheHasNoEffect() {
		String without = form(OpenAiChatOptions.builder().extraBody(Map.of("top_k", 3)).build());
		assertThat(form(OpenAiChatOptions.builder().extraBody(Map.of("top_k", 3, "cache_salt", "a")).build()))
			.isEqualTo(without);
		assertThat(form(OpenAiChatOptions.builder().extraBody(Map.of("cache_salt", "a")).build()))
			.isEqualTo(form(OpenAiChatOptions.builder().build()))
			.isNotEqualTo(without);
	}

	@Test
	void usingOptionsDoesNotChangeTheirForm() {
		AnthropicChatOptions options = AnthropicChatOptions.builder().thinkingEnabled(2048).build();
		String unused = form(options);
		ThinkingConfigEnabled thinking = Objects.requireNonNull(options.getThinking()).asEnabled();
		assertThat(thinking.hashCode()).isNotZero();
		thinking.validate();
		assertThat(form(options)).isEqualTo(unused);
	}

	@Test
	void readsTheFieldsOfEveryClassOfTheOptions() {
		assertThat(Stream
			.of(new OwnOptions("a", "b"), new OwnOptions("b", "a"), new OwnOptions(null, "a"),
					new OwnOptions("a", null))
			.map(OptionsReaderTests::form)).doesNotHaveDuplicates();
	}

	@Test
	void anythingElseIsUnreadable() {
		List<Object> endless = new ArrayList<>();
		endless.add(endless);
		Supplier<String> code = () -> "";
		assertThat(Stream.of(new Object(), String.class, code, Thread.currentThread(), List.of(code), Map.of("a", code),
				Optional.of(code), new Pair(code, null), endless))
			.allSatisfy((value) -> assertThatExceptionOfType(UnreadableCallException.class)
				.isThrownBy(() -> formWithExtra(value)));
		assertThatExceptionOfType(UnreadableCallException.class)
			.isThrownBy(() -> form(OpenAiChatOptions.builder().toolChoice(code).build()));
	}

	@Test
	void isTheSameInEveryProcess() throws NoSuchAlgorithmException {
		byte[] form = OptionsReader.read(DefaultToolCallingChatOptions.builder()
			.model("any")
			.temperature(0.2)
			.maxTokens(5)
			.stopSequences(List.of("a", "b"))
			.build());
		assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form)))
			.isEqualTo("eaa428e9c8840b240921e8fa2da1f99de4990b270dafcac0b028766fb2046ae6");
	}

	private static String form(ChatOptions options) {
		return HexFormat.of().formatHex(OptionsReader.read(options));
	}

	private static String formWithExtra(Object value) {
		return form(OpenAiChatOptions.builder().extraBody(Map.of("extra", value)).build());
	}

	private static AnthropicCitationDocument.Builder document() {
		return AnthropicCitationDocument.builder().plainText("Pay in 30 days.");
	}

	enum Shape {

		ROUND {
		}

	}

	record Pair(@Nullable Object left, @Nullable Object right) {

		@Override
		public String toString() {
			return "Pair[]";
		}

	}

	private static class OptionsAbove extends DefaultChatOptions {

		private final @Nullable String hidden;

		OptionsAbove(@Nullable String hidden) {
			super(null, null, null, null, null, null, null, null);
			this.hidden = hidden;
		}

		@Override
		public String toString() {
			return String.valueOf(this.hidden);
		}

	}

	private static final class OwnOptions extends OptionsAbove {

		private final @Nullable String hidden;

		OwnOptions(@Nullable String above, @Nullable String hidden) {
			super(above);
			this.hidden = hidden;
		}

		@Override
		public String toString() {
			return String.valueOf(this.hidden);
		}

	}

}
