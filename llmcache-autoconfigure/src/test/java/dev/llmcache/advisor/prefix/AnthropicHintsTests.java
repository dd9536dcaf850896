package dev.llmcache.advisor.prefix;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

import dev.llmcache.prefix.EndpointReport;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.test.prefix.AnthropicPrefixServer;
import dev.llmcache.test.prefix.BreakpointCache;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.ShopCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.anthropic.AnthropicCacheOptions;
import org.springframework.ai.anthropic.AnthropicCacheStrategy;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicHintsTests {

	private static final String LONG_TEXT = new ShopCalls(1, 80).stable();

	private final PrefixFixture fixture = new PrefixFixture();

	private final AnthropicPrefixServer server = new AnthropicPrefixServer(
			new BreakpointCache(1_024, this.fixture.clock::millis));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void marksNothingThatIsSeenForTheFirstTime() {
		ask(client(this.fixture.advisor()), LONG_TEXT);
		assertThat(marks(0)).isZero();
		assertThat(this.server.requests().getFirst().path("system").isString()).isTrue();
	}

	@Test
	void marksWhatComesAgainAndReadsIt() {
		ChatClient client = client(this.fixture.advisor());
		ask(client, LONG_TEXT);
		ask(client, LONG_TEXT);
		ask(client, LONG_TEXT);
		assertThat(marks(1)).isOne();
		assertThat(this.server.counted().get(1).written()).isGreaterThan(1_024);
		assertThat(this.server.counted().get(2).read()).isEqualTo(this.server.counted().get(1).written());
	}

	@Test
	void marksTheLastBlockBeforeTheOneThatChanges() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 3; i++) {
			String date = "It is 9:0" + i + ".";
			client.prompt()
				.system(LONG_TEXT)
				.user("q")
				.advisors(PrefixParams.volatileText("date", date))
				.call()
				.content();
		}
		JsonNode system = this.server.requests().getLast().path("system");
		assertThat(system).hasSize(2);
		assertThat(system.path(0).path("text").stringValue()).isEqualTo(LONG_TEXT);
		assertThat(system.path(0).path("cache_control").path("ttl").stringValue()).isEqualTo("5m");
		assertThat(system.path(1).path("text").stringValue()).isEqualTo("It is 9:02.");
		assertThat(system.path(1).has("cache_control")).isFalse();
		assertThat(this.server.counted().getLast().read()).isGreaterThan(1_024);
	}

	@Test
	void marksNothingThatIsTooShortToBeCached() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 5; i++) {
			ask(client, "You are brief.");
		}
		assertThat(this.server.requests())
			.allSatisfy((request) -> assertThat(request.toString()).doesNotContain("cache_control"));
	}

	@Test
	void leavesWhatTheApplicationHasSet() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 3; i++) {
			client.prompt()
				.system(LONG_TEXT)
				.user("q")
				.options(AnthropicChatOptions.builder()
					.cacheOptions(AnthropicCacheOptions.builder()
						.strategy(AnthropicCacheStrategy.CONVERSATION_HISTORY)
						.build()))
				.call()
				.content();
		}
		assertThat(this.server.requests()).extracting((request) -> request.path("messages").toString())
			.allSatisfy((messages) -> assertThat(messages).contains("cache_control"));
	}

	@Test
	void coldTrafficCostsWhatItCostsWithout() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 100; i++) {
			ask(client, i + LONG_TEXT);
			this.fixture.clock.advance(Duration.ofSeconds(20));
		}
		assertThat(this.server.cost()).isLessThanOrEqualTo(1.01);
	}

	@Test
	void trafficThatComesOncePerRetentionCostsWhatItCostsWithout() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 50; i++) {
			ask(client, LONG_TEXT);
			this.fixture.clock.advance(Duration.ofMinutes(6));
		}
		assertThat(this.server.cost()).isLessThanOrEqualTo(1.01);
	}

	@Test
	void learnsThatPairsDoNotPay() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 200; i++) {
			ask(client, (i / 2) + LONG_TEXT);
			this.fixture.clock.advance(Duration.ofMinutes((i % 2 == 0) ? 1 : 10));
		}
		assertThat(this.server.cost()).isLessThanOrEqualTo(1.01);
	}

	@Test
	void hotTrafficCostsAFractionOfItsPrefix() {
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 50; i++) {
			ask(client, LONG_TEXT);
			this.fixture.clock.advance(Duration.ofSeconds(30));
		}
		assertThat(this.server.cost()).isLessThan(0.2);
	}

	@Test
	void asksForAnHourWhereFiveMinutesAreTooShort() {
		this.fixture.oneHour = true;
		ChatClient client = client(this.fixture.advisor());
		for (int i = 0; i < 50; i++) {
			ask(client, LONG_TEXT);
			this.fixture.clock.advance(Duration.ofMinutes(12));
		}
		assertThat(
				this.server.requests().getLast().path("system").path(0).path("cache_control").path("ttl").stringValue())
			.isEqualTo("1h");
		assertThat(this.server.cost()).isLessThan(0.3);
	}

	@Test
	void countsThePromptWithWhatWasCachedCalledOrStreamed() {
		PrefixAdvisor advisor = this.fixture.advisor();
		ChatClient client = client(advisor);
		ask(client, LONG_TEXT);
		ask(client, LONG_TEXT);
		for (int i = 0; i < 3; i++) {
			client.prompt().system(LONG_TEXT).user("q").stream().content().blockLast(Duration.ofSeconds(10));
		}
		EndpointReport report = advisor.report().endpoints().getFirst();
		assertThat(report.calls()).isEqualTo(5);
		assertThat(report.promptTokens()).isEqualTo(sum(BreakpointCache.Counted::tokens));
		assertThat(report.cachedTokens()).isEqualTo(sum(BreakpointCache.Counted::read)).isPositive();
		assertThat(report.writtenTokens()).isEqualTo(sum(BreakpointCache.Counted::written)).isPositive();
		assertThat(report.unknownCalls()).isZero();
	}

	private long sum(ToIntFunction<BreakpointCache.Counted> count) {
		return this.server.counted().stream().mapToInt(count).sum();
	}

	private int marks(int request) {
		return List.of(this.server.requests().get(request).toString().split("\"cache_control\"", -1)).size() - 1;
	}

	private ChatClient client(PrefixAdvisor advisor) {
		return ChatClient.builder(this.server.chatModel()).defaultAdvisors(advisor).build();
	}

	private static void ask(ChatClient client, String system) {
		client.prompt().system((spec) -> spec.text("{text}").param("text", system)).user("q").call().content();
	}

}
