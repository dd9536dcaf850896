package dev.llmcache.benchmarks.prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.prefix.EndpointReport;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.test.prefix.OpenAiPrefixServer;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.ReuseRun;
import dev.llmcache.test.prefix.ReuseRun.Telling;
import dev.llmcache.test.prefix.ShopCalls;

/**
 * Tokens that a server with a cache of blocks reads from it, with the layer and without.
 *
 * @param calls how many calls
 * @param seed of what varies in them
 */
record ReuseFigures(int calls, long seed) {

	private static final int RULES = 120;

	private static final double PERCENT = 100;

	private static final List<String> TENANTS = List.of("acme", "globex");

	void report(Figures figures) {
		ReuseRun plain = ReuseRun.of(shop(), this.calls, null, Telling.IN_THE_TEXT, List.of());
		figures.atMost("reuse-cached-percent-without", plain.cachedShare() * PERCENT, 5);
		List<Pattern> patterns = ShopCalls.PATTERNS.stream().map(Pattern::compile).toList();
		for (VolatilePlacement placement : List.of(VolatilePlacement.SYSTEM, VolatilePlacement.USER)) {
			PrefixFixture declared = fixture(placement, new VolatileRules(patterns, false));
			String name = "reuse-" + placement.name().toLowerCase(Locale.ROOT);
			report(figures, name + "-patterns", declared, Telling.IN_THE_TEXT);
			report(figures, name + "-parameters", fixture(placement, VolatileRules.NONE), Telling.BY_PARAMETER);
		}
		report(figures, "reuse-detected", fixture(VolatilePlacement.SYSTEM, new VolatileRules(List.of(), true)),
				Telling.IN_THE_TEXT);
		PrefixFixture registered = fixture(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		registered.blocks = List.of(new StablePrompt("desk", "1", shop().stable().strip()));
		report(figures, "reuse-registered", registered, Telling.IN_THE_TEXT);
		tenants(figures);
	}

	private void report(Figures figures, String name, PrefixFixture fixture, Telling telling) {
		PrefixAdvisor advisor = fixture.advisor();
		ReuseRun run = ReuseRun.of(shop(), this.calls, advisor, telling, List.of());
		figures.atLeast(name + "-percent-of-reusable", run.shareOfReusable() * PERCENT, 90);
		figures.report(name + "-cached-percent", run.cachedShare() * PERCENT);
		EndpointReport report = advisor.report().endpoints().getFirst();
		figures.atMost(name + "-estimate-off-percent",
				Math.abs((double) report.reusableTokens() / report.cachedTokens() - 1) * PERCENT, 10);
	}

	// Each tenant's first call comes after the other's, so what it reads is the other's
	private void tenants(Figures figures) {
		PrefixFixture salted = fixture(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		salted.salted = true;
		salted.tenants = true;
		ReuseRun run = ReuseRun.of(shop(), this.calls, salted.advisor(), Telling.BY_PARAMETER, TENANTS);
		List<OpenAiPrefixServer.Counted> first = new ArrayList<>(run.counted().subList(0, TENANTS.size()));
		figures.exactly("tenants-shared-tokens", first.stream().mapToInt(OpenAiPrefixServer.Counted::cached).sum(), 0);
		List<OpenAiPrefixServer.Counted> others = run.counted().subList(TENANTS.size(), run.counted().size());
		figures.atLeast("tenants-cached-percent",
				others.stream()
					.mapToDouble((counted) -> (double) counted.cached() / counted.tokens())
					.average()
					.orElse(0) * PERCENT,
				90);
		long salts = run.requests().stream().map((request) -> request.path("cache_salt").asString()).distinct().count();
		figures.exactly("tenants-salts", (double) salts, 2);
	}

	private static PrefixFixture fixture(VolatilePlacement placement, VolatileRules rules) {
		PrefixFixture fixture = new PrefixFixture();
		fixture.policy = new PrefixPolicy(placement, rules);
		return fixture;
	}

	private ShopCalls shop() {
		return new ShopCalls(this.seed, RULES);
	}

}
