package dev.llmcache.actuate;

import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.prefix.AnthropicPrefixServer;
import dev.llmcache.test.prefix.BlockCache;
import dev.llmcache.test.prefix.BreakpointCache;
import dev.llmcache.test.prefix.OpenAiPrefixServer;
import dev.llmcache.test.prefix.OpenAiPrefixServer.Counted;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.ShopCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixMetersTests {

	private final ShopCalls calls = new ShopCalls(7, 120);

	private final PrefixFixture fixture = new PrefixFixture();

	private final PrefixAdvisor advisor = this.fixture.advisor();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final PrefixMeters meters = new PrefixMeters(() -> this.registry, this.advisor::counters,
			this.advisor::heads);

	@Test
	void countWhatOpenAiTellsOfCallsAndStreams() {
		try (OpenAiPrefixServer server = new OpenAiPrefixServer(new BlockCache(16, 10_000))) {
			ask(server.chatModel(), 3);
			this.meters.sampled();
			long read = server.counted().stream().mapToLong(Counted::cached).sum();
			long all = server.counted().stream().mapToLong(Counted::tokens).sum();
			assertThat(read).isPositive();
			assertThat(tokens("gpt-4o-mini", "read")).isEqualTo((double) read);
			assertThat(tokens("gpt-4o-mini", "uncached")).isEqualTo((double) (all - read));
			assertThat(tokens("gpt-4o-mini", "written")).isZero();
			assertThat(tokens("gpt-4o-mini", "unknown")).isZero();
		}
	}

	@Test
	void countWhatAnthropicReadsAndWrites() {
		try (AnthropicPrefixServer server = new AnthropicPrefixServer(
				new BreakpointCache(1_024, this.fixture.clock::millis))) {
			ask(server.chatModel(), 6);
			this.meters.sampled();
			long read = server.counted().stream().mapToLong(BreakpointCache.Counted::read).sum();
			long written = server.counted().stream().mapToLong(BreakpointCache.Counted::written).sum();
			long all = server.counted().stream().mapToLong(BreakpointCache.Counted::tokens).sum();
			assertThat(read).isPositive();
			assertThat(written).isPositive();
			assertThat(tokens("claude-sonnet-4-5", "read")).isEqualTo((double) read);
			assertThat(tokens("claude-sonnet-4-5", "written")).isEqualTo((double) written);
			assertThat(tokens("claude-sonnet-4-5", "uncached")).isEqualTo((double) (all - read - written));
		}
	}

	@Test
	void whatIsNotToldIsUnknownAndNotUncached() {
		client(ScriptedChatModel.counting()).prompt("When do you open?").call().content();
		this.meters.sampled();
		assertThat(this.advisor.counters().models().values()).singleElement()
			.satisfies((counts) -> assertThat(counts.unknownCalls()).isOne());
		assertThat(this.registry.get("llmcache.prefix.tokens").tag("kind", "uncached").functionCounter().count())
			.isZero();
	}

	@Test
	void showWhatHeadsDrift() {
		ChatClient client = client(ScriptedChatModel.counting());
		for (String id : new String[] { "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
				"9a0c0305-4f89-11d3-9a0c-3f2504e03301" }) {
			client.prompt("q").system("You serve request " + id + ".").call().content();
		}
		this.meters.sampled();
		assertThat(this.registry.get("llmcache.prefix.heads").gauge().value()).isEqualTo(2);
		assertThat(this.registry.get("llmcache.prefix.drift").tag("kind", "uuid").functionCounter().count()).isOne();
	}

	@Test
	void tellTwentyEndpointsApartAndNoMore() {
		ScriptedChatModel model = ScriptedChatModel.counting();
		ChatClient client = client(model);
		for (int i = 0; i < 50; i++) {
			client.prompt("q").options(ChatOptions.builder().model("model-" + i)).call().content();
		}
		this.meters.sampled();
		this.meters.sampled();
		assertThat(this.registry.find("llmcache.prefix.heads").gauges()).hasSize(20);
		assertThat(this.registry.find("llmcache.prefix.tokens").tag("kind", "unknown").functionCounters()).hasSize(21);
		assertThat(
				this.registry.get("llmcache.prefix.tokens").tags("kind", "unknown", "model", "other").functionCounter())
			.isNotNull();
	}

	private void ask(ChatModel model, int times) {
		ChatClient client = client(model);
		for (int i = 0; i < times; i++) {
			client.prompt("Question %d?".formatted(i)).system(this.calls.stable()).call().content();
			client.prompt("Stream %d?".formatted(i)).system(this.calls.stable()).stream().content().blockLast();
		}
	}

	private ChatClient client(ChatModel model) {
		return ChatClient.builder(model).defaultAdvisors(this.advisor).build();
	}

	private double tokens(String model, String kind) {
		return this.registry.get("llmcache.prefix.tokens")
			.tags("client", "none", "model", model, "kind", kind)
			.functionCounter()
			.count();
	}

}
