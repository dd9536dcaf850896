package dev.llmcache.advisor.prefix;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.advisor.CorpusNames;
import dev.llmcache.advisor.RefreshSettings;
import dev.llmcache.advisor.StoreControls;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.prefix.DriftSettings;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.ToolUsingChatModel;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.ShopCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PrefixAdvisorTests {

	private static final PrefixPolicy SYSTEM = new PrefixPolicy(VolatilePlacement.SYSTEM,
			new VolatileRules(List.of(), true));

	private final PrefixFixture fixture = new PrefixFixture();

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	@Test
	void leavesAPromptInWhichNothingIsToBeDone() {
		Prompt prompt = new Prompt(new UserMessage("q"));
		client(this.fixture.advisor()).prompt(prompt).call().content();
		assertThat(this.model.lastPrompt().getInstructions()).isEqualTo(prompt.getInstructions());
	}

	@Test
	void leavesTheMediaOfMessages() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.USER, VolatileRules.NONE);
		Media media = Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(new byte[] { 1 }).build();
		client(this.fixture.advisor()).prompt()
			.messages(AssistantMessage.builder().content("This one?").media(List.of(media)).build())
			.user((user) -> user.text("What is it?").media(media))
			.advisors(PrefixParams.volatileText("date", "It is Monday."))
			.call()
			.content();
		assertThat(this.model.lastPrompt().getInstructions()).filteredOn(MediaContent.class::isInstance)
			.extracting((message) -> ((MediaContent) message).getMedia().size())
			.containsExactly(1, 1);
		assertThat(this.model.lastPrompt().getUserMessage().getText())
			.isEqualTo("<context>\nIt is Monday.\n</context>\n\nWhat is it?");
	}

	@Test
	void whatParametersSayReachesTheModelWithThePlacementAndTheLayerOff() {
		this.fixture.enabled = false;
		client(this.fixture.advisor()).prompt()
			.system("You are brief.")
			.user("q")
			.advisors(PrefixParams.volatileText("name", "The user is Ann."))
			.advisors(PrefixParams.volatileText("date", "It is Monday."))
			.call()
			.content();
		assertThat(this.model.lastPrompt().getSystemMessage().getText())
			.isEqualTo("You are brief.\n\nIt is Monday.\nThe user is Ann.");
	}

	@Test
	void actsOnceWhenItIsThereTwice() {
		this.fixture.policy = SYSTEM;
		PrefixAdvisor advisor = this.fixture.advisor();
		ChatClient.builder(this.model)
			.defaultAdvisors(advisor, this.fixture.advisor(), advisor)
			.build()
			.prompt("q")
			.advisors(PrefixParams.volatileText("date", "It is Monday."))
			.call()
			.content();
		assertThat(this.model.lastPrompt().getInstructions()).extracting(Message::getText)
			.containsExactly("It is Monday.", "q");
		assertThat(advisor.report().endpoints().stream().mapToLong((endpoint) -> endpoint.calls()).sum())
			.isLessThanOrEqualTo(1);
	}

	@Test
	void offersToolsInOrderInEachRoundAndCallsTheirOwn() {
		ToolUsingChatModel tools = new ToolUsingChatModel("cancel_order");
		PrefixAdvisor advisor = this.fixture.advisor();
		ChatClient.builder(tools)
			.defaultAdvisors(advisor)
			.build()
			.prompt("q")
			.tools(new ShopCalls(3, 1).tools().toArray())
			.call()
			.content();
		assertThat(tools(tools.lastPrompt())).isSortedAccordingTo(String::compareTo).hasSize(6);
		assertThat(advisor.report().endpoints().getFirst().calls()).isEqualTo(2);
	}

	@Test
	void leavesTheOrderOfToolsWhereItShall() {
		this.fixture.orderedTools = false;
		List<ToolCallback> tools = new ShopCalls(3, 1).tools();
		client(this.fixture.advisor()).prompt("q").tools(tools.toArray()).call().content();
		assertThat(tools(this.model.lastPrompt()))
			.containsExactlyElementsOf(tools.stream().map((tool) -> tool.getToolDefinition().name()).toList());
	}

	@Test
	void asksTheModelAsItWasWhenSomethingFails(CapturedOutput output) {
		ToolCallback broken = new ToolCallback() {

			@Override
			public ToolDefinition getToolDefinition() {
				throw new IllegalStateException("secret of Ann");
			}

			@Override
			public String call(String input) {
				return "";
			}

		};
		ChatClient client = client(this.fixture.advisor());
		assertThat(broken(client, broken).call().content()).isEqualTo("answer 1");
		assertThat(broken(client, broken).stream().content().collectList().block(Duration.ofSeconds(5))).isNotEmpty();
		assertThat(output).containsOnlyOnce("could not be prepared").doesNotContain("secret of Ann");
	}

	@Test
	void warnsOfPromptsThatDriftWithoutWhatTheySay(CapturedOutput output) {
		this.fixture.drift = new DriftSettings(3, Duration.ofHours(1));
		ShopCalls calls = new ShopCalls(5, 10);
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 50; i++) {
			client.prompt().system(calls.system()).user(calls.question()).call().content();
		}
		assertThat(output).containsOnlyOnce("different ways lately")
			.contains("date")
			.doesNotContain("Rule 1")
			.doesNotContain("November")
			.doesNotContain("Ann Miller");
	}

	@Test
	void isKnownToTheCacheAndItsDoingIsPartOfTheKey() {
		this.fixture.policy = SYSTEM;
		ChatClient client = cached(this.fixture.advisor());
		assertThat(status(client, "It is Monday.")).isEqualTo(Status.MISS);
		assertThat(status(client, "It is Monday.")).isEqualTo(Status.HIT);
		assertThat(status(client, "It is Tuesday.")).isEqualTo(Status.MISS);
		assertThat(this.model.calls()).isEqualTo(2);
	}

	@Test
	void keysStayWhereItChangesNothing() {
		PrefixAdvisor off = this.fixture.advisor();
		assertThat(off.scopeOf(Map.of())).isEmpty();
		this.fixture.policy = SYSTEM;
		assertThat(this.fixture.advisor().scopeOf(Map.of())).isNotEmpty();
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.USER, SYSTEM.rules());
		assertThat(this.fixture.advisor().scopeOf(Map.of())).isNotEmpty();
		this.fixture.enabled = false;
		assertThat(this.fixture.advisor().scopeOf(Map.of())).isEmpty();
	}

	private Status status(ChatClient client, String date) {
		return Objects.requireNonNull(CacheOutcome.from(client.prompt()
			.system("You are brief.")
			.user("q")
			.advisors(PrefixParams.volatileText("date", date))
			.call()
			.chatClientResponse()
			.context())).status();
	}

	private ChatClient cached(PrefixAdvisor advisor) {
		InstantSource clock = this.fixture.clock;
		Keyring keyring = new Keyring(Secret.random(), null);
		MapAnswerStore store = new MapAnswerStore(this.fixture.clock);
		LlmCache cache = TestGenerations.cache(keyring, clock,
				(generations) -> new ExactCache(store, generations, keyring.currentId(), clock), (layer, failure) -> {
					throw new AssertionError(failure);
				});
		CallSettings settings = new CallSettings("test", "", IdentitySources.NONE, List.of(), List.of(),
				CorpusNames.NONE, RefreshSettings.STANDARD, advisor, StoreControls.NONE);
		return ChatClient.builder(this.model)
			.defaultAdvisors(CacheAdvisors
				.of(cache, keyring, Map.of(PolicySettings.DEFAULT, new TestPolicy().policy(false)), settings,
						new InMemoryLeaseStore(clock), clock)
				.all())
			.build();
	}

	private static ChatClient.ChatClientRequestSpec broken(ChatClient client, ToolCallback tool) {
		return client.prompt().user("q").options(ToolCallingChatOptions.builder().toolCallbacks(List.of(tool)));
	}

	private static List<String> tools(Prompt prompt) {
		return OrderedTools.of(prompt).stream().map((tool) -> tool.getToolDefinition().name()).toList();
	}

	private ChatClient client(PrefixAdvisor advisor) {
		return ChatClient.builder(this.model).defaultAdvisors(advisor).build();
	}

}
