package dev.llmcache.advisor;

import java.lang.reflect.Array;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Metadata;
import com.anthropic.models.messages.Model;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.ThinkingConfigEnabled;
import com.anthropic.models.messages.ThinkingConfigParam;
import com.anthropic.models.messages.ToolChoice;
import com.anthropic.models.messages.ToolChoiceTool;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.credential.BearerTokenCredential;

import org.springframework.ai.anthropic.AnthropicCacheOptions;
import org.springframework.ai.anthropic.AnthropicCacheStrategy;
import org.springframework.ai.anthropic.AnthropicCitationDocument;
import org.springframework.ai.anthropic.AnthropicSkillContainer;
import org.springframework.ai.anthropic.AnthropicSkillRecord;
import org.springframework.ai.anthropic.AnthropicSkillType;
import org.springframework.ai.anthropic.AnthropicWebSearchTool;
import org.springframework.ai.model.SimpleApiKey;
import org.springframework.ai.ollama.api.ThinkOption;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions.AudioParameters;
import org.springframework.ai.openai.OpenAiChatOptions.StreamOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.ClassUtils;

/**
 * Two values that differ, for each parameter of the providers' builders.
 */
final class OptionSamples {

	private static final List<List<?>> OF_ANY_PROPERTY = List.of(List.of("a", "b"), List.of(1, 2), List.of(1L, 2L),
			List.of(0.25, 0.5), List.of(0.25F, 0.5F), List.of(true, false),
			List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), List.of(List.of("a"), List.of("b")),
			List.of(Map.of("name", "a"), Map.of("name", "b")), List.of(proxy(1), proxy(2)),
			List.of(new SimpleApiKey("a"), new SimpleApiKey("b")),
			List.of(BearerTokenCredential.create("a"), BearerTokenCredential.create("b")),
			List.of(AzureOpenAIServiceVersion.latestStableVersion(), AzureOpenAIServiceVersion.latestPreviewVersion()),
			List.of(voice(AudioParameters.Voice.ALLOY), voice(AudioParameters.Voice.ASH)),
			List.of(format(schema("integer")), format(schema("string"))),
			List.of(StreamOptions.builder().includeUsage(true).build(),
					StreamOptions.builder().includeUsage(false).build()),
			List.of(Metadata.builder().userId("a").build(), Metadata.builder().userId("b").build()),
			List.of(Model.CLAUDE_OPUS_4_8, Model.CLAUDE_SONNET_4_6), List.of(toolChoice("a"), toolChoice("b")),
			List.of(thinking(2048), thinking(9000)),
			List.of(ThinkingConfigEnabled.Display.SUMMARIZED, ThinkingConfigEnabled.Display.OMITTED),
			List.of(ThinkingConfigAdaptive.Display.SUMMARIZED, ThinkingConfigAdaptive.Display.OMITTED),
			List.of(OutputConfig.Effort.LOW, OutputConfig.Effort.HIGH),
			List.of(outputConfig("integer"), outputConfig("string")),
			List.of(document("Pay in 30 days."), document("Pay in 60 days.")),
			List.of(cacheOptions(AnthropicCacheStrategy.TOOLS_ONLY), cacheOptions(AnthropicCacheStrategy.SYSTEM_ONLY)),
			List.of(skill("a"), skill("b")), List.of(skills("a"), skills("b")),
			List.of(webSearch("Sofia"), webSearch("Varna")), List.of(tool("a"), tool("b")),
			List.of(ThinkOption.ThinkLevel.LOW, ThinkOption.ThinkLevel.HIGH));

	private static final Map<String, List<?>> OF_PROPERTY = Map.of("citationDocuments",
			List.of(List.of(document("Pay in 30 days.")), List.of(document("Pay in 60 days."))), "toolCallbacks",
			List.of(List.of(tool("a")), List.of(tool("b"))), "logitBias", List.of(Map.of("5", 1), Map.of("5", 2)),
			"outputSchema", List.of(schema("integer"), schema("string")));

	private OptionSamples() {
	}

	/**
	 * Finds the values.
	 * @param property name of the property
	 * @param type type of the parameter
	 * @return two of them
	 */
	static List<?> of(String property, Class<?> type) {
		if (type.isEnum()) {
			return List.of(type.getEnumConstants()).subList(0, 2);
		}
		if (type.isArray()) {
			return of(property + "[]", type.componentType()).stream().map((value) -> arrayOf(type, value)).toList();
		}
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		return Stream.concat(Stream.ofNullable(OF_PROPERTY.get(property)), OF_ANY_PROPERTY.stream())
			.filter((values) -> boxed.isInstance(values.getFirst()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No values for %s of %s".formatted(property, type)));
	}

	private static Object arrayOf(Class<?> type, Object value) {
		Object array = Array.newInstance(Objects.requireNonNull(type.componentType()), 1);
		Array.set(array, 0, value);
		return array;
	}

	private static Proxy proxy(int port) {
		return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", port));
	}

	private static String schema(String type) {
		return "{\"type\":\"object\",\"properties\":{\"it\":{\"type\":\"%s\"}}}".formatted(type);
	}

	private static AudioParameters voice(AudioParameters.Voice voice) {
		return new AudioParameters(voice, AudioParameters.AudioResponseFormat.MP3);
	}

	private static ResponseFormat format(String schema) {
		return ResponseFormat.builder().type(ResponseFormat.Type.JSON_SCHEMA).jsonSchema(schema).build();
	}

	private static ToolChoice toolChoice(String name) {
		return ToolChoice.ofTool(ToolChoiceTool.builder().name(name).build());
	}

	private static ThinkingConfigParam thinking(long budget) {
		return ThinkingConfigParam.ofEnabled(ThinkingConfigEnabled.builder().budgetTokens(budget).build());
	}

	private static OutputConfig outputConfig(String type) {
		JsonOutputFormat.Schema schema = JsonOutputFormat.Schema.builder()
			.putAdditionalProperty("type", JsonValue.from(type))
			.build();
		return OutputConfig.builder().format(JsonOutputFormat.builder().schema(schema).build()).build();
	}

	private static AnthropicCitationDocument document(String text) {
		return AnthropicCitationDocument.builder().plainText(text).citationsEnabled(true).build();
	}

	private static AnthropicCacheOptions cacheOptions(AnthropicCacheStrategy strategy) {
		return AnthropicCacheOptions.builder().strategy(strategy).build();
	}

	private static AnthropicSkillRecord skill(String id) {
		return new AnthropicSkillRecord(AnthropicSkillType.CUSTOM, id, "latest");
	}

	private static AnthropicSkillContainer skills(String id) {
		return new AnthropicSkillContainer(List.of(skill(id)));
	}

	private static AnthropicWebSearchTool webSearch(String city) {
		return AnthropicWebSearchTool.builder().userLocation(city, "BG", "Sofia", "Europe/Sofia").build();
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, () -> name).build();
	}

}
