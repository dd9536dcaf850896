package dev.llmcache.advisor;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.IdempotentTool;
import dev.llmcache.StoreRejection;
import dev.llmcache.TokenUsage;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.edge.CallRecord;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.ToolUsingChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ToolTests {

	private final AtomicInteger uses = new AtomicInteger();

	private final ToolUsingChatModel model = new ToolUsingChatModel("clock");

	@Test
	void keepsACallThatOfferedToolsOnlyWhenNoneWasUsed() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> policy.tools = ToolUse.WHEN_UNUSED);
		ScriptedChatModel idle = ScriptedChatModel.counting();
		assertThat(Calls.did(asking(fixture.client(idle)))).isEqualTo("not-found");
		assertThat(Calls.did(asking(fixture.client(idle)))).isEqualTo("hit");
		assertThat(Calls.did(asking(fixture.client(this.model)))).isEqualTo("not-found");
		assertThat(Calls.did(asking(fixture.client(this.model)))).isEqualTo("not-found");
		assertThat(Calls.didStreaming(asking(fixture.client(this.model)))).isEqualTo("not-found");
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.TOOL_USED.code(), 3L));
		assertThat(this.uses).hasValue(3);
	}

	@Test
	void keepsACallThatUsedAToolWhichIsDeclaredByName() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.tools = ToolUse.DECLARED;
			policy.idempotentTools = Set.of("clock");
		});
		assertThat(Calls.content(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(Calls.content(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(Calls.streamedContent(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(this.uses).hasValue(1);
		assertThat(this.model.rounds()).isEqualTo(2);
	}

	@Test
	void keepsACallThatUsedAToolWhichIsDeclaredByItsAnnotation() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> policy.tools = ToolUse.DECLARED);
		ChatClient client = fixture.client(this.model);
		assertThat(Calls.did(client.prompt().user("q").tools(new Declared()))).isEqualTo("not-found");
		assertThat(Calls.did(client.prompt().user("q").tools(new Declared()))).isEqualTo("hit");
		assertThat(Calls.did(client.prompt().user("q").tools(new Undeclared()))).isEqualTo("not-found");
		assertThat(Calls.did(client.prompt().user("q").tools(new Undeclared()))).isEqualTo("not-found");
	}

	@Test
	void inTheBackgroundNoToolRunsThatIsNotDeclared() {
		AdvisorFixture fixture = staleFor(ToolUse.WHEN_UNUSED, Set.of());
		LaterToolUse later = new LaterToolUse();
		ChatClient client = fixture.client(later);
		assertThat(Calls.did(asking(client))).isEqualTo("not-found");
		fixture.clock.advance(Duration.ofMinutes(61));
		assertThat(Calls.did(asking(client))).isEqualTo("stale");
		await().until(() -> later.calls.get() == 2);
		await().during(Duration.ofMillis(100)).until(() -> this.uses.get() == 0);
		assertThat(Calls.did(asking(client))).isEqualTo("stale");
		assertThat(later.calls).hasValue(2);
	}

	@Test
	void inTheBackgroundToolsRunThatAreDeclared() {
		AdvisorFixture fixture = staleFor(ToolUse.DECLARED, Set.of("clock"));
		LaterToolUse later = new LaterToolUse();
		ChatClient client = fixture.client(later);
		asking(client).call().content();
		fixture.clock.advance(Duration.ofMinutes(61));
		assertThat(Calls.did(asking(client))).isEqualTo("stale");
		await().until(() -> Calls.did(asking(client)).equals("hit"));
		assertThat(this.uses).hasValue(1);
		assertThat(Calls.content(asking(client))).isEqualTo("It is noon");
	}

	private static AdvisorFixture staleFor(ToolUse tools, Set<String> idempotent) {
		return AdvisorFixture.withPolicy((policy) -> {
			policy.tools = tools;
			policy.idempotentTools = idempotent;
			policy.freshness = new FreshnessSettings("", Set.of(), 0, Duration.ofHours(1), Duration.ZERO, false, 60);
		});
	}

	@Test
	void countsTheTokensOfAllRounds() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.tools = ToolUse.DECLARED;
			policy.idempotentTools = Set.of("clock");
		});
		Calls.content(asking(fixture.client(this.model)));
		assertThat(Objects.requireNonNull(asking(fixture.client(this.model)).call().chatResponse())
			.getMetadata()
			.<TokenUsage>get(Replay.ORIGINAL_USAGE)).isEqualTo(new TokenUsage(20, 10, 30, null, null));
	}

	@Test
	void keepsNoAnswerThatAToolGaveDirectly() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.tools = ToolUse.DECLARED;
			policy.idempotentTools = Set.of("clock");
		});
		ChatClient client = fixture.client(this.model);
		assertThat(Calls.content(client.prompt().user("q").tools(clock(true)))).isEqualTo("noon");
		assertThat(Calls.content(client.prompt().user("q").tools(clock(true)))).isEqualTo("noon");
		assertThat(this.uses).hasValue(2);
	}

	@Test
	void nextToTheModelToolsRunOnAHitToo() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> policy.placement = Placement.MODEL_CALL);
		assertThat(Calls.content(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(Calls.content(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(Calls.streamedContent(asking(fixture.client(this.model)))).isEqualTo("It is noon");
		assertThat(this.uses).hasValue(3);
		// What the model says to a tool's result is kept, that it wants the tool is not
		assertThat(this.model.rounds()).isEqualTo(4);
	}

	@Test
	void nextToTheModelAnAnswerToWhatAToolSaidIsNotPublic() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.placement = Placement.MODEL_CALL;
			policy.owner = OwnerKind.PUBLIC;
		});
		ChatClient client = fixture.client(this.model);
		for (int i = 0; i < 2; i++) {
			EdgeTrace trace = new EdgeTrace();
			EdgeTrace.bind(trace);
			try {
				assertThat(Calls.content(asking(client))).isEqualTo("It is noon");
			}
			finally {
				EdgeTrace.bind(null);
			}
			assertThat(trace.records()).isNotEmpty().containsOnly(CallRecord.PRIVATE);
		}
	}

	private ChatClientRequestSpec asking(ChatClient client) {
		return client.prompt().user("What time is it?").tools(clock(false));
	}

	/** Tool that is no method, as those of an MCP server are. */
	private ToolCallback clock(boolean returnDirect) {
		return new ToolCallback() {

			@Override
			public ToolDefinition getToolDefinition() {
				return ToolDefinition.builder().name("clock").description("Tells the time").inputSchema("{}").build();
			}

			@Override
			public ToolMetadata getToolMetadata() {
				return ToolMetadata.builder().returnDirect(returnDirect).build();
			}

			@Override
			public String call(String input) {
				ToolTests.this.uses.incrementAndGet();
				return "noon";
			}

		};
	}

	static final class Declared {

		@Tool
		@IdempotentTool
		String clock() {
			return "noon";
		}

	}

	static final class Undeclared {

		@Tool(description = "Tells the time and books it")
		String clock() {
			return "noon";
		}

	}

	/**
	 * Model that uses a tool only when it is asked for the second time.
	 */
	private static final class LaterToolUse implements ChatModel {

		private final AtomicInteger calls = new AtomicInteger();

		private final ChatModel toolUsing = new ToolUsingChatModel("clock");

		@Override
		public ChatResponse call(Prompt prompt) {
			return (this.calls.incrementAndGet() == 1) ? ScriptedChatModel.chunk("It is early", "STOP")
					: this.toolUsing.call(prompt);
		}

		@Override
		public ChatOptions getOptions() {
			return this.toolUsing.getOptions();
		}

	}

}
