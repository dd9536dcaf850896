package dev.llmcache.advisor.prefix;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.advisor.prefix.OpenAiHints.CacheKeyUse;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.prefix.EndpointReport;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.test.prefix.BlockCache;
import dev.llmcache.test.prefix.OpenAiPrefixServer;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.RoutedCache;
import dev.llmcache.test.prefix.ShopCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.openai.OpenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiHintsTests {

	private final PrefixFixture fixture = new PrefixFixture();

	private final OpenAiPrefixServer server = new OpenAiPrefixServer(new BlockCache(16, 10_000));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void otherServersThanOpenAisAreSentNoKeyUnlessTheyShallBe() {
		this.fixture.cacheKey = CacheKeyUse.AUTO;
		ask(this.fixture.advisor());
		this.fixture.cacheKey = CacheKeyUse.ALWAYS;
		ask(this.fixture.advisor());
		assertThat(keys()).startsWith("").hasSize(2);
		assertThat(keys().getLast()).startsWith("llmcache-").hasSizeLessThanOrEqualTo(64);
	}

	@Test
	void theSameBeginningHasTheSameKeyAndNoKeyHasMoreThanItsShareOfAMinute() {
		this.fixture.cacheKey = CacheKeyUse.ALWAYS;
		PrefixAdvisor advisor = this.fixture.advisor();
		for (int i = 0; i < 60; i++) {
			ask(advisor);
			this.fixture.clock.advance(Duration.ofMillis(500));
		}
		Map<String, Long> uses = keys().stream()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		assertThat(uses).hasSizeBetween(5, 6);
		assertThat(uses.values()).allSatisfy((count) -> assertThat(count).isLessThanOrEqualTo(12));
	}

	@Test
	void tenantsHaveKeysOfTheirOwn() {
		this.fixture.cacheKey = CacheKeyUse.ALWAYS;
		this.fixture.tenants = true;
		PrefixAdvisor advisor = this.fixture.advisor();
		for (String tenant : List.of("acme", "globex", "acme")) {
			client(advisor).prompt("q").advisors(LlmCacheParams.tenant(tenant)).call().content();
		}
		assertThat(keys().get(0)).isEqualTo(keys().get(2)).isNotEqualTo(keys().get(1));
	}

	@Test
	void everyoneHasOneSaltWhereAnswersAreEveryones() {
		this.fixture.salted = true;
		this.fixture.tenants = true;
		this.fixture.owner = OwnerKind.PUBLIC;
		PrefixAdvisor advisor = this.fixture.advisor();
		for (String tenant : List.of("acme", "globex")) {
			client(advisor).prompt("q").advisors(LlmCacheParams.tenant(tenant)).call().content();
		}
		assertThat(
				this.server.requests().stream().map((request) -> request.path("cache_salt").stringValue()).distinct())
			.hasSize(1);
	}

	@Test
	void leavesWhatTheApplicationHasSet() {
		this.fixture.cacheKey = CacheKeyUse.ALWAYS;
		this.fixture.salted = true;
		client(this.fixture.advisor()).prompt("q")
			.options(OpenAiChatOptions.builder()
				.promptCacheKey("mine")
				.extraBody(Map.of("cache_salt", "own", "top_k", 3)))
			.call()
			.content();
		assertThat(keys()).containsExactly("mine");
		assertThat(this.server.requests().getFirst().path("cache_salt").stringValue()).isEqualTo("own");
	}

	@Test
	void addsTheSaltToWhatElseIsInTheBody() {
		this.fixture.salted = true;
		client(this.fixture.advisor()).prompt("q")
			.options(OpenAiChatOptions.builder().extraBody(Map.of("top_k", 3)))
			.call()
			.content();
		assertThat(this.server.requests().getFirst().path("cache_salt").stringValue()).hasSize(43);
		assertThat(this.server.requests().getFirst().path("top_k").intValue()).isEqualTo(3);
	}

	@Test
	void putsWhatChangesBehindTheHistory() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		client(this.fixture.advisor()).prompt()
			.system("You are brief.")
			.messages(new UserMessage("one?"), new AssistantMessage("One."))
			.user("two?")
			.advisors(PrefixParams.volatileText("date", "It is Monday."))
			.call()
			.content();
		assertThat(this.server.requests().getFirst().path("messages"))
			.extracting((message) -> message.path("role").stringValue() + ": " + message.path("content").stringValue())
			.containsExactly("system: You are brief.", "user: one?", "assistant: One.", "system: It is Monday.",
					"user: two?");
	}

	@Test
	void keysWithRoomOnAMachineAreReadThirtyPointsMore() {
		double without = routed(CacheKeyUse.NEVER);
		double with = routed(CacheKeyUse.ALWAYS);
		assertThat(with - without).isGreaterThan(0.3);
	}

	@Test
	void countsWhatAStreamHasCached() {
		PrefixAdvisor advisor = this.fixture.advisor();
		String text = new ShopCalls(1, 20).stable();
		for (int i = 0; i < 2; i++) {
			client(advisor).prompt().system(text).user("q").stream().content().blockLast(Duration.ofSeconds(10));
		}
		EndpointReport report = advisor.report().endpoints().getFirst();
		assertThat(report.cachedTokens()).isEqualTo(this.server.counted().getLast().cached()).isPositive();
		assertThat(report.promptTokens()).isEqualTo(2L * this.server.counted().getLast().tokens());
	}

	// 120 requests a minute, for three minutes
	private double routed(CacheKeyUse use) {
		PrefixFixture routing = new PrefixFixture();
		routing.cacheKey = use;
		PrefixAdvisor advisor = routing.advisor();
		ShopCalls calls = new ShopCalls(3, 80);
		try (OpenAiPrefixServer machines = new OpenAiPrefixServer(new RoutedCache(200, 15, routing.clock::millis))) {
			ChatClient client = ChatClient.builder(machines.chatModel()).defaultAdvisors(advisor).build();
			for (int i = 0; i < 360; i++) {
				client.prompt().system(calls.stable()).user(calls.question()).call().content();
				routing.clock.advance(Duration.ofMillis(500));
			}
			return machines.cachedShare();
		}
	}

	private List<String> keys() {
		return this.server.requests().stream().map((request) -> request.path("prompt_cache_key").asString("")).toList();
	}

	private void ask(PrefixAdvisor advisor) {
		client(advisor).prompt().system("You are brief.").user("q").call().content();
	}

	private ChatClient client(PrefixAdvisor advisor) {
		return ChatClient.builder(this.server.chatModel()).defaultAdvisors(advisor).build();
	}

}
