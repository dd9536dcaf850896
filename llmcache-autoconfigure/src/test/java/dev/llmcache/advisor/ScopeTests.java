package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheScope;
import dev.llmcache.Owner;
import dev.llmcache.advisor.KnownScopes.KnownScope;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PublicWrites;
import dev.llmcache.policy.ScopeSettings;
import dev.llmcache.policy.VolatileText;
import dev.llmcache.policy.VolatileText.Counts;
import dev.llmcache.policy.WriteSettings;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes exactly one thing of a call and looks whether its key changes.
 */
class ScopeTests {

	private static final Keyring KEYRING = new Keyring(Secret.random(), null);

	private static final Map<List<Object>, KnownScopes> KNOWN = new HashMap<>();

	static Stream<Arguments> changesThatMatter() {
		return Stream.of(change("namespace", (call) -> call.namespace = "other"),
				change("version", (call) -> call.version = "2"),
				change("tenant", (call) -> call.owner = new Owner.Tenant("globex")),
				change("no tenant", (call) -> call.owner = new Owner.Application()),
				change("user", (call) -> call.owner = new Owner.User("acme", "ada")),
				change("everyone", (call) -> call.owner = new Owner.Everyone()),
				change("policy", (call) -> call.policy.name = "other"), change("public writes", (call) -> {
					call.policy.owner = OwnerKind.PUBLIC;
					call.policy.writes = new WriteSettings(PublicWrites.CONFIRMED, 3);
				}), change("client", (call) -> call.with(LlmCacheParams.CLIENT, "other")),
				change("advisor further in", (call) -> call.advisors = List.of(new SafeGuardAdvisor(List.of("x")))),
				options("tool context", (options) -> options.toolContext(Map.of("tenant", "acme"))),
				options("model", (options) -> options.model("gpt-other")),
				options("base URL", (options) -> options.baseUrl("http://localhost:2")),
				options("temperature", (options) -> options.temperature(0.9)),
				options("top p", (options) -> options.topP(0.5)), options("seed", (options) -> options.seed(7)),
				options("extra body", (options) -> options.extraBody(Map.of("top_k", 3))),
				options("tool", (options) -> options.toolCallbacks(List.of(tool("time", "Tells the time")))),
				options("tool's description",
						(options) -> options
							.toolCallbacks(List.of(tool("time", "Tells it"), tool("day", "Tells the day")))),
				options("tool's schema",
						(options) -> options.toolCallbacks(
								List.of(withInput(tool("time", "Tells the time")), tool("day", "Tells the day")))),
				change("system text", (call) -> call.system = "Be thorough."),
				change("history", (call) -> call.history = List.of(new UserMessage("Hallo"))),
				change("media", (call) -> call.media = new byte[] { 1, 3 }),
				change("parameter", (call) -> call.parameters = Map.of("filter", "country == 'DE'")),
				change("output format",
						(call) -> call.with(ChatClientAttributes.OUTPUT_FORMAT.getKey(), "JSON of this schema")),
				change("native schema",
						(call) -> call.with(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey(), "{}")),
				change("native output",
						(call) -> call.with(ChatClientAttributes.STRUCTURED_OUTPUT_NATIVE.getKey(), true)),
				change("question", (call) -> call.question = "What is that?"));
	}

	static Stream<Arguments> changesThatDoNotMatter() {
		return Stream.of(change("nothing", (call) -> {
		}), options("API key", (options) -> options.apiKey("another")),
				options("headers", (options) -> options.customHeaders(Map.of("Authorization", "another"))),
				options("user", (options) -> options.user("someone")),
				options("prompt cache key", (options) -> options.promptCacheKey("key")),
				options("tool order",
						(options) -> options.toolCallbacks(
								List.of(tool("day", "Tells the day"), tool("time", "Tells the time")))),
				change("public writes of owners", (call) -> call.policy.writes = new WriteSettings(PublicWrites.TRUSTED,
						3)),
				change("name of the media", (call) -> call.mediaName = "another"),
				change("ids of tool calls",
						(call) -> call.history = List.of(new UserMessage("Hello"), calling("call-2"), called("call-2"),
								new AssistantMessage("Hi"))),
				change("metadata of a message",
						(call) -> call.history = List.of(
								UserMessage.builder().text("Hello").metadata(Map.of("timestamp", 5L)).build(),
								calling("call-1"), called("call-1"), new AssistantMessage("Hi"))),
				change("conversation", (call) -> call.with(ChatMemory.CONVERSATION_ID, "conversation 5")),
				change("parameters of our own", (call) -> call.with(LlmCacheParams.POLICY, "default")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("changesThatMatter")
	void anotherValueIsAnotherKey(String what, Consumer<Call> change) {
		assertThat(key(changed(change)).entry()).isNotEqualTo(key(new Call()).entry());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("changesThatDoNotMatter")
	void anotherValueIsTheSameKey(String what, Consumer<Call> change) {
		assertThat(key(changed(change))).isEqualTo(key(new Call()));
	}

	@Test
	void anotherQuestionIsOfTheSameScope() {
		assertThat(key(changed((call) -> call.question = "What is that?")).scope()).isEqualTo(key(new Call()).scope());
	}

	@Test
	void readsFiltersByWhatTheyMean() {
		assertThat(key(with(Map.of("filter", filter("BG"))))).isEqualTo(key(with(Map.of("filter", filter("BG")))))
			.isNotEqualTo(key(with(Map.of("filter", filter("DE")))));
	}

	@Test
	void readsRecordsByTheirComponentsWhateverTheirText() {
		assertThat(key(with(Map.of("secret", new Hidden("a")))))
			.isNotEqualTo(key(with(Map.of("secret", new Hidden("b")))));
	}

	@Test
	void tellsApartParametersThatLookAlike() {
		assertThat(Stream
			.of(Map.of(1, "a"), Map.of("1", "a"), List.of(), Map.of(), Set.of(), Unit.METRE, Unit.MILE, "length",
					new byte[] { 1 }, new byte[] { 2 })
			.map((value) -> key(with(Map.of("parameter", value))))).doesNotHaveDuplicates();
	}

	@Test
	void theOrderOfMapsAndSetsDoesNotMatter() {
		Map<String, Object> forth = new LinkedHashMap<>();
		forth.put("a", Set.of("x", "y", "z"));
		forth.put("b", 1);
		Map<String, Object> back = new LinkedHashMap<>();
		back.put("b", 1);
		back.put("a", Set.of("z", "y", "x"));
		assertThat(key(with(Map.of("p", forth)))).isEqualTo(key(with(Map.of("p", back))));
	}

	@Test
	void parametersThatAPolicyIgnoresDoNotMatter() {
		ScopeSettings ignoring = new ScopeSettings(Set.of("request-id"), List.of());
		assertThat(key(changed((call) -> {
			call.policy.scope = ignoring;
			call.with("request-id", UUID.randomUUID());
		}))).isEqualTo(key(changed((call) -> call.policy.scope = ignoring)));
	}

	@Test
	void aVolatilePartOfTheSystemTextThatIsIgnoredDoesNotMatter() {
		VolatileText date = new VolatileText(Pattern.compile("\\d{4}-\\d\\d-\\d\\d"), Counts.IGNORE, Duration.ZERO);
		ScopeSettings ignoring = new ScopeSettings(Set.of(), List.of(date));
		CacheKey monday = key(changed((call) -> {
			call.policy.scope = ignoring;
			call.system = "Today is 2026-01-05.";
		}));
		CacheKey tuesday = key(changed((call) -> {
			call.policy.scope = ignoring;
			call.system = "Today is 2026-01-06.";
		}));
		assertThat(monday).isEqualTo(tuesday);
	}

	@Test
	void anotherSecretIsAnotherKeyOfEveryKind() {
		CacheKey other = key(new Call(), new Keyring(Secret.random(), null));
		assertThat(other.scope()).isNotEqualTo(key(new Call()).scope());
		assertThat(other.entry()).isNotEqualTo(key(new Call()).entry());
	}

	private static Arguments change(String what, Consumer<Call> change) {
		return Arguments.of(what, change);
	}

	private static Arguments options(String what, UnaryOperator<OpenAiChatOptions.Builder> change) {
		return change(what, (call) -> call.options = change.apply(call.options.mutate()).build());
	}

	private static OpenAiChatOptions options() {
		return OpenAiChatOptions.builder()
			.model("gpt-test")
			.baseUrl("http://localhost:1")
			.apiKey("secret")
			.temperature(0.2)
			.toolCallbacks(List.of(tool("time", "Tells the time"), tool("day", "Tells the day")))
			.build();
	}

	private static ToolCallback tool(String name, String description) {
		return FunctionToolCallback.builder(name, () -> name).description(description).build();
	}

	private static ToolCallback withInput(ToolCallback tool) {
		return FunctionToolCallback.builder(tool.getToolDefinition().name(), (Hidden hidden) -> hidden.value())
			.description(tool.getToolDefinition().description())
			.inputType(Hidden.class)
			.build();
	}

	private static AssistantMessage calling(String id) {
		return AssistantMessage.builder()
			.content("")
			.toolCalls(List.of(new ToolCall(id, "function", "time", "{}")))
			.build();
	}

	private static ToolResponseMessage called(String id) {
		return ToolResponseMessage.builder().responses(List.of(new ToolResponse(id, "time", "noon"))).build();
	}

	private static Filter.Expression filter(String country) {
		return new Filter.Expression(Filter.ExpressionType.EQ, new Filter.Key("country"), new Filter.Value(country));
	}

	private static CacheKey key(Call call) {
		return key(call, KEYRING);
	}

	private static CacheKey key(Call call, Keyring keyring) {
		ScopeReader reader = new ScopeReader(
				new CallSettings(call.namespace, call.version, IdentitySources.NONE, List.of()),
				InstantSource.fixed(Instant.EPOCH));
		CallParts parts = CallParts.of(call.request(), Placement.ANSWER);
		InnerAdvisors advisors = new InnerAdvisors(call.advisors, true);
		CacheScope scope = reader.read(parts, call.owner, call.policy.settings(), advisors, reader.shapeOf(parts));
		CacheKey key = keyring.keysOf(scope, parts.text()).getFirst();
		// Whatever was read before, what is remembered leads to the same
		KnownScopes scopes = KNOWN.computeIfAbsent(List.of(keyring, call.namespace, call.version),
				(application) -> new KnownScopes(reader, keyring));
		for (int time = 0; time < 2; time++) {
			KnownScope known = scopes.of(parts, call.owner, call.policy.settings(), advisors);
			assertThat(keyring.keysOf(known.fingerprints(), parts.text())).containsExactly(key);
		}
		return key;
	}

	enum Unit {

		METRE, MILE;

		@Override
		public String toString() {
			return "length";
		}

	}

	record Hidden(String value) {

		@Override
		public String toString() {
			return "Hidden[]";
		}

	}

	private static Call changed(Consumer<Call> change) {
		Call call = new Call();
		change.accept(call);
		return call;
	}

	private static Call with(Map<String, Object> parameters) {
		return changed((call) -> call.parameters = parameters);
	}

	static final class Call {

		private final TestPolicy policy = new TestPolicy();

		private List<Advisor> advisors = List.of();

		private String namespace = "app";

		private String version = "1";

		private Owner owner = new Owner.Tenant("acme");

		private OpenAiChatOptions options = options();

		private String system = "Be brief.";

		private List<Message> history = List.of(new UserMessage("Hello"), calling("call-1"), called("call-1"),
				new AssistantMessage("Hi"));

		private byte[] media = { 1, 2 };

		private String mediaName = "logo";

		private Map<String, Object> parameters = Map.of("filter", "country == 'BG'");

		private String question = "What is this?";

		void with(String parameter, Object value) {
			this.parameters = new LinkedHashMap<>(this.parameters);
			this.parameters.put(parameter, value);
		}

		ChatClientRequest request() {
			Media picture = Media.builder()
				.mimeType(MimeTypeUtils.IMAGE_PNG)
				.data(this.media)
				.name(this.mediaName)
				.build();
			UserMessage user = UserMessage.builder().text(this.question).media(picture).build();
			List<Message> messages = new ArrayList<>();
			messages.add(new SystemMessage(this.system));
			messages.addAll(this.history);
			messages.add(user);
			return new ChatClientRequest(new Prompt(messages, this.options), this.parameters);
		}

	}

}
