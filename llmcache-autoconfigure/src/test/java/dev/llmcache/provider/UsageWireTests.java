package dev.llmcache.provider;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.TokenUsage;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.llmcache.provider.WireFormat#counting")
class UsageWireTests {

	private final WireFormat format;

	private final ProviderFixture provider;

	UsageWireTests(WireFormat format) {
		this.format = format;
		TestPolicy policy = new TestPolicy();
		policy.tools = ToolUse.DECLARED;
		policy.idempotentTools = Set.of("now");
		this.provider = new ProviderFixture(format, policy);
	}

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void countsAllTokensOfTheModelBesideHitsOfACall() {
		assertThat(Said.in(this.provider.call()).counted()).isEqualTo(this.format.told());
		assertThat(Said.in(this.provider.call()).originalUsage()).isEqualTo(this.format.counted());
		assertThat(Said.in(this.provider.stream()).originalUsage()).isEqualTo(this.format.counted());
	}

	@Test
	void countsAllTokensOfTheModelBesideHitsOfAStream() {
		assertThat(Said.in(this.provider.stream()).counted()).isEqualTo(this.format.told());
		assertThat(Said.in(this.provider.stream()).originalUsage()).isEqualTo(this.format.counted());
		assertThat(Said.in(this.provider.call()).originalUsage()).isEqualTo(this.format.counted());
	}

	@Test
	void addsUpTheRoundsOfCalledTools() {
		scriptTwoRounds();
		withTool().call().content();
		assertThat(Said.in(withTool().call().chatClientResponse())).returns(Status.HIT, Said::status)
			.returns(twice(), Said::originalUsage);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void addsUpTheRoundsOfStreamedTools() {
		scriptTwoRounds();
		ProviderFixture.stream(withTool());
		assertThat(Said.in(ProviderFixture.stream(withTool()))).returns(Status.HIT, Said::status)
			.returns(twice(), Said::originalUsage);
		assertThat(this.provider.requests()).hasSize(2);
	}

	private TokenUsage twice() {
		return this.format.counted().plus(this.format.counted());
	}

	private void scriptTwoRounds() {
		this.provider.script((request, number) -> this.format
			.reply((number == 1) ? new ModelAnswer("answer-1", "Let me see.", this.format.toolCall(), "now", null)
					: ProviderFixture.answer(number, this.format.complete()), request));
	}

	private ChatClientRequestSpec withTool() {
		AtomicInteger runs = new AtomicInteger();
		return this.provider.prompt()
			.tools(FunctionToolCallback.builder("now", () -> "noon " + runs.incrementAndGet())
				.description("Time")
				.build());
	}

}
