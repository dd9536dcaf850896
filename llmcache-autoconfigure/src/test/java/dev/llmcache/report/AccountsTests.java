package dev.llmcache.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Layer;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.TokenUsage;
import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import dev.llmcache.report.Expense.On;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountsTests {

	private static final Plan PLAN = TestPolicy.plan(0.92, Layer.EXACT, Layer.SEMANTIC);

	private final PriceList prices = new PriceList(
			Map.of("priced", new ModelPrice(new BigDecimal("2"), new BigDecimal("8"), new BigDecimal("0.5"), null)),
			PriceTable.standard());

	private final Ledger ledger = new Ledger(InstantSource.system());

	private final AnswerSavings source = new AnswerSavings(this.ledger, this.prices);

	@Test
	void savesWhatTheAnswersWouldHaveCost() {
		serve(Layer.EXACT, "priced", usage(1_000_000, 500_000));
		serve(Layer.SEMANTIC, "priced", usage(10, 1));
		LayerSavings exact = Accounts.of(List.of(this.source)).savings().getFirst();
		assertThat(exact.by()).isEqualTo(SavedBy.EXACT);
		assertThat(exact.cost().dollars()).isEqualByComparingTo("6");
		assertThat(net().cost().dollars()).isEqualByComparingTo("6.000028");
	}

	@Test
	void chargesTokensOfTheProvidersCacheLess() {
		serve(Layer.EXACT, "priced", new TokenUsage(1_000_000, 0, null, 400_000L, null));
		assertThat(net().cost().dollars()).isEqualByComparingTo("1.4");
	}

	@Test
	void aPriceThatIsNotKnownIsNotZero() {
		serve(Layer.EXACT, "somebody's", usage(1_000, 1_000));
		LayerSavings saved = this.source.savings().getFirst();
		assertThat(saved.tokens().input()).isEqualTo(1_000);
		assertThat(saved.cost().isKnown()).isFalse();
		assertThat(net().cost().unknown()).isEqualTo(Set.of("somebody's"));
	}

	@Test
	void tokensThatWereNotCountedAreNotFree() {
		serve(Layer.EXACT, "priced", TokenUsage.UNKNOWN);
		assertThat(this.source.savings().getFirst().cost().isKnown()).isFalse();
	}

	@Test
	void lookupsAndAuditsAreTakenOff() {
		serve(Layer.SEMANTIC, "priced", usage(1_000_000, 0));
		this.ledger.lookedUp(PLAN, Layer.SEMANTIC, Miss.NOT_FOUND, Duration.ofMillis(30));
		this.ledger.lookedUp(PLAN, Layer.EXACT, Miss.NOT_FOUND, Duration.ofMillis(1));
		this.ledger.audited(PLAN,
				new CachedAnswer(List.of(), null, "priced", usage(250_000, 0), Map.of(), Duration.ofSeconds(1)));
		assertThat(net().time()).isEqualTo(Duration.ofMillis(2_000 - 31));
		assertThat(net().cost().dollars()).isEqualByComparingTo("1.5");
		assertThat(Accounts.of(List.of(this.source)).net(SavedBy.EXACT).time()).isEqualTo(Duration.ofMillis(-1));
		assertThat(this.source.expenses()).extracting(Expense::on).containsExactly(On.LOOKUP, On.LOOKUP, On.AUDIT);
	}

	@Test
	void modelsThatAreMadeUpAreBounded() {
		for (int i = 0; i < 1_000; i++) {
			serve(Layer.EXACT, "model-" + i, usage(1, 1));
		}
		assertThat(this.source.savings()).hasSize(51).extracting(LayerSavings::model).contains("other");
		assertThat(this.source.savings().stream().mapToLong(LayerSavings::answers).sum()).isEqualTo(1_000);
	}

	@Test
	void modelsThatAreMadeUpAreBoundedForAllPoliciesTogether() {
		for (int i = 0; i < 100; i++) {
			serve("policy-" + i % 4, Layer.EXACT, "model-" + i, usage(1, 1));
			serve("policy-" + i % 4, Layer.SEMANTIC, "model-" + (99 - i), usage(1, 1));
		}
		assertThat(this.source.savings()).extracting(LayerSavings::model)
			.contains("other")
			.satisfies((models) -> assertThat(Set.copyOf(models)).hasSize(51));
		assertThat(this.source.savings().stream().mapToLong(LayerSavings::answers).sum()).isEqualTo(200);
	}

	private Accounts.Net net() {
		return Accounts.of(List.of(this.source)).net();
	}

	private void serve(Layer layer, String model, TokenUsage usage) {
		serve("default", layer, model, usage);
	}

	private void serve(String policy, Layer layer, String model, TokenUsage usage) {
		CachedAnswer answer = new CachedAnswer(List.of(), null, model, usage, Map.of(), Duration.ofSeconds(2));
		CacheOutcome outcome = new CacheOutcome(Status.HIT, "0123456789abcdef", layer, 1.0, Duration.ZERO,
				Duration.ZERO, null, null);
		this.ledger
			.ended(new FinishedCall(policy, PLAN, model, outcome, Spared.of(answer), Duration.ofMillis(1), false));
	}

	private static TokenUsage usage(int prompt, int completion) {
		return new TokenUsage(prompt, completion, prompt + completion, null, null);
	}

}
