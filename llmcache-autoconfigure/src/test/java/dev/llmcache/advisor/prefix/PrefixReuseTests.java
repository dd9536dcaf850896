package dev.llmcache.advisor.prefix;

import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.prefix.EndpointReport;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.test.prefix.PrefixFixture;
import dev.llmcache.test.prefix.PromptTokens;
import dev.llmcache.test.prefix.ReuseRun;
import dev.llmcache.test.prefix.ReuseRun.Telling;
import dev.llmcache.test.prefix.ShopCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PrefixReuseTests {

	private static final int CALLS = 200;

	private final ShopCalls calls = new ShopCalls(7, 120);

	private final PrefixFixture fixture = new PrefixFixture();

	@Test
	void withoutTheLayerNextToNothingIsReadFromTheCache() {
		ReuseRun run = ReuseRun.of(this.calls, CALLS, null, Telling.IN_THE_TEXT, List.of());
		assertThat(run.requests()).hasSize(CALLS);
		assertThat(run.cachedShare()).isLessThan(0.05);
	}

	@ParameterizedTest
	@EnumSource(names = "OFF", mode = EnumSource.Mode.EXCLUDE)
	void whatIsDeclaredByPatternsIsMoved(VolatilePlacement placement) {
		this.fixture.policy = new PrefixPolicy(placement,
				new VolatileRules(ShopCalls.PATTERNS.stream().map(Pattern::compile).toList(), false));
		assertThatNearlyAllIsRead(run(Telling.IN_THE_TEXT));
	}

	@Test
	void whatIsFoundIsMoved() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, new VolatileRules(List.of(), true));
		assertThatNearlyAllIsRead(run(Telling.IN_THE_TEXT));
	}

	@Test
	void whatIsNotOfARegisteredBlockIsMoved() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		this.fixture.blocks = List.of(new StablePrompt("desk", "1", this.calls.stable().strip()));
		assertThatNearlyAllIsRead(run(Telling.IN_THE_TEXT));
	}

	@Test
	void whatParametersSayStandsBehind() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		ReuseRun run = run(Telling.BY_PARAMETER);
		assertThatNearlyAllIsRead(run);
		assertThat(run.requests())
			.allSatisfy((request) -> assertThat(request.toString()).contains("You are talking to"));
	}

	@Test
	void tenantsWithSaltsShareNothing() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		this.fixture.salted = true;
		this.fixture.tenants = true;
		PrefixAdvisor advisor = this.fixture.advisor();
		ReuseRun first = ReuseRun.of(this.calls, 2, advisor, Telling.BY_PARAMETER, List.of("acme", "globex"));
		assertThat(first.counted()).allSatisfy((counted) -> assertThat(counted.cached()).isZero());
		ReuseRun run = ReuseRun.of(this.calls, CALLS, advisor, Telling.BY_PARAMETER, List.of("acme", "globex"));
		assertThat(run.counted().subList(0, 2)).allSatisfy((counted) -> assertThat(counted.cached()).isZero());
		assertThat(run.counted().subList(2, CALLS))
			.allSatisfy((counted) -> assertThat((double) counted.cached() / counted.tokens()).isGreaterThan(0.9));
		assertThat(run.requests().stream().map((request) -> request.path("cache_salt").asString()).distinct())
			.hasSize(2)
			.noneMatch((salt) -> salt.contains("acme") || salt.contains("globex"));
	}

	@Test
	void unknownTenantsShareWithNobody() {
		this.fixture.salted = true;
		this.fixture.tenants = true;
		ReuseRun run = ReuseRun.of(this.calls, 10, this.fixture.advisor(), Telling.BY_PARAMETER, List.of());
		assertThat(run.counted()).allSatisfy((counted) -> assertThat(counted.cached()).isZero());
	}

	@Test
	void theEstimateIsWithinABlockOfWhatTheProviderReads() {
		this.fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM, VolatileRules.NONE);
		PrefixAdvisor advisor = this.fixture.advisor();
		ReuseRun run = ReuseRun.of(this.calls, CALLS, advisor, Telling.BY_PARAMETER, List.of());
		EndpointReport report = advisor.report().endpoints().getFirst();
		long cached = run.counted().stream().mapToLong((counted) -> counted.cached()).sum();
		assertThat(report.calls()).isEqualTo(CALLS);
		assertThat(report.cachedTokens()).isEqualTo(cached);
		assertThat(report.unknownCalls()).isZero();
		assertThat((double) report.reusableTokens()).isCloseTo((double) cached, within(cached * 0.1));
		assertThat(report.heads()).isOne();
	}

	private ReuseRun run(Telling telling) {
		return ReuseRun.of(this.calls, CALLS, this.fixture.advisor(), telling, List.of());
	}

	private void assertThatNearlyAllIsRead(ReuseRun run) {
		int stable = PromptTokens.of(this.calls.stable()).size();
		assertThat(run.reusable()).isGreaterThan((CALLS - 1L) * stable);
		assertThat(run.shareOfReusable()).isGreaterThan(0.9);
		assertThat(run.cachedShare()).isGreaterThan(0.8);
	}

}
