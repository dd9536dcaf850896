package dev.llmcache.actuate;

import java.time.Duration;
import java.util.Map;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Layer;
import dev.llmcache.Owner;
import dev.llmcache.TokenUsage;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.test.TestPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TenantMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TenantMeters meters = new TenantMeters(() -> this.registry, Map.of("acme-4711", "largest"),
			PriceList.standard());

	@Test
	void countsTheCallsOfATenantAndOfItsUsersUnderItsAlias() {
		hit(new Owner.Tenant("acme-4711"), "gpt-4.1-mini");
		hit(new Owner.User("acme-4711", "ada"), "gpt-4.1-mini");
		assertThat(this.registry.get("llmcache.tenant.requests")
			.tags("tenant", "largest", "layer", "exact", "outcome", "hit")
			.counter()
			.count()).isEqualTo(2);
		assertThat(this.registry.get("llmcache.tenant.saved.tokens").tag("type", "input").counter().count())
			.isEqualTo(2_000);
		assertThat(this.registry.get("llmcache.tenant.saved.cost").counter().count()).isCloseTo(0.00112, within(1e-12));
	}

	@Test
	void hasNoMeterOfOthers() {
		hit(new Owner.Tenant("globex"), "gpt-4.1-mini");
		hit(new Owner.User(null, "acme-4711"), "gpt-4.1-mini");
		hit(new Owner.Everyone(), "gpt-4.1-mini");
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void tellsNoMoneyWhereThePriceIsNotKnown() {
		hit(new Owner.Tenant("acme-4711"), "somebody's");
		assertThat(this.registry.find("llmcache.tenant.saved.cost").counter()).isNull();
		assertThat(this.registry.get("llmcache.tenant.saved.tokens").tag("type", "output").counter().count())
			.isEqualTo(100);
	}

	@Test
	void tellsNoMoneyWhereTheModelDidNotCountItsTokens() {
		hit(new Owner.Tenant("acme-4711"), "gpt-4.1-mini", TokenUsage.UNKNOWN);
		assertThat(this.registry.find("llmcache.tenant.saved.cost").counter()).isNull();
	}

	private void hit(Owner owner, String model) {
		hit(owner, model, new TokenUsage(1_000, 100, 1_100, null, null));
	}

	private void hit(Owner owner, String model, TokenUsage usage) {
		Plan any = TestPolicy.plan(0.9, Layer.EXACT);
		Plan plan = new Plan(any.policy(), owner, any.layers(), true, true, false, any.lifetimes(), null,
				any.acceptance(), any.auditing(), 1, null, any.tags());
		CacheOutcome outcome = new CacheOutcome(Status.HIT, "0123456789abcdef", Layer.EXACT, 1.0, Duration.ZERO,
				Duration.ZERO, null, null);
		Spared spared = new Spared(usage, Duration.ofSeconds(1));
		this.meters.ended(new FinishedCall("default", plan, model, outcome, spared, Duration.ofMillis(1), false));
	}

}
