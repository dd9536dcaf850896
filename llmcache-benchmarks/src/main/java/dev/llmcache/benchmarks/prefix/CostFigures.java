package dev.llmcache.benchmarks.prefix;

import java.time.Duration;
import java.util.function.IntFunction;

import dev.llmcache.advisor.prefix.OpenAiHints.CacheKeyUse;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.prefix.AnthropicPrefixServer;
import dev.llmcache.test.prefix.BreakpointCache;
import dev.llmcache.test.prefix.OpenAiPrefixServer;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.RoutedCache;
import dev.llmcache.test.prefix.ShopCalls;

import org.springframework.ai.chat.client.ChatClient;

/**
 * What prompts cost with Anthropic's prices, and what OpenAI's routing leaves of reuse.
 *
 * @param seed of what varies in the calls
 */
record CostFigures(long seed) {

	private static final int CALLS = 200;

	private static final int MINIMUM = 1_024;

	private static final double PERCENT = 100;

	void report(Figures figures) {
		String text = new ShopCalls(this.seed, 80).stable();
		figures.atMost("cost-cold-ratio", cost((i) -> i + text, (i) -> 20), 1.01);
		figures.atMost("cost-once-in-six-minutes-ratio", cost((i) -> text, (i) -> 360), 1.01);
		figures.atMost("cost-pairs-ratio", cost((i) -> i / 2 + text, (i) -> (i % 2 == 0) ? 60 : 600), 1.01);
		figures.atMost("cost-hot-ratio", cost((i) -> text, (i) -> 30), 0.2);
		double without = routed(CacheKeyUse.NEVER);
		double with = routed(CacheKeyUse.ALWAYS);
		figures.report("routing-cached-percent-without", without * PERCENT);
		figures.report("routing-cached-percent", with * PERCENT);
		figures.atLeast("routing-gain-points", (with - without) * PERCENT, 30);
	}

	private static double cost(IntFunction<String> texts, IntFunction<Integer> gapSeconds) {
		PrefixFixture fixture = new PrefixFixture();
		try (AnthropicPrefixServer server = new AnthropicPrefixServer(
				new BreakpointCache(MINIMUM, fixture.clock::millis))) {
			ChatClient client = ChatClient.builder(server.chatModel()).defaultAdvisors(fixture.advisor()).build();
			for (int i = 0; i < CALLS; i++) {
				client.prompt().system(texts.apply(i)).user("Where is it?").call().content();
				fixture.clock.advance(Duration.ofSeconds(gapSeconds.apply(i)));
			}
			return server.cost();
		}
	}

	// 120 requests a minute, on machines that take 15 of a kind
	private double routed(CacheKeyUse use) {
		PrefixFixture fixture = new PrefixFixture();
		fixture.cacheKey = use;
		ShopCalls calls = new ShopCalls(this.seed, 80);
		try (OpenAiPrefixServer server = new OpenAiPrefixServer(new RoutedCache(200, 15, fixture.clock::millis))) {
			ChatClient client = ChatClient.builder(server.chatModel()).defaultAdvisors(fixture.advisor()).build();
			for (int i = 0; i < 3 * 120; i++) {
				client.prompt().system(calls.stable()).user(calls.question()).call().content();
				fixture.clock.advance(Duration.ofMillis(500));
			}
			return server.cachedShare();
		}
	}

}
