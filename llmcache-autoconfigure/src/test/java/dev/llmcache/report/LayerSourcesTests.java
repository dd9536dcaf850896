package dev.llmcache.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.llmcache.prefix.PrefixCounts;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import dev.llmcache.report.Expense.On;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the layers report that do not answer calls.
 */
class LayerSourcesTests {

	private static final PriceList PRICES = new PriceList(
			Map.of("embed", price("1", null, null), "chat", price("10", "1", "12.5"), "free", ModelPrice.FREE),
			PriceTable.standard());

	private final List<EmbeddingAccount> accounts = new ArrayList<>();

	private final EmbeddingSavings embedding = new EmbeddingSavings(() -> List.copyOf(this.accounts), PRICES);

	@Test
	void aRememberedTextCountsAsMuchAsThoseThatWereEmbeddedForTheSame() {
		embedded("embed", EmbeddingUse.QUESTION, 4, 100, 40, 10);
		embedded("embed", EmbeddingUse.DOCUMENT, 2, 600, 2_000, 5);
		assertThat(this.embedding.savings()).containsExactly(new LayerSavings(SavedBy.EMBEDDING, "embed", 15,
				Duration.ofMillis(10 * 25 + 5 * 300), ModelTokens.ofInput(10 * 10 + 5 * 1_000), dollars("0.0051")));
		assertThat(this.embedding.expenses()).isEmpty();
	}

	@Test
	void whatTheCacheEmbedsCostsAndWhatItRemembersSavesNothing() {
		embedded("embed", EmbeddingUse.CACHE, 4, 100, 40, 10);
		assertThat(this.embedding.savings()).isEmpty();
		assertThat(this.embedding.expenses()).containsExactly(new Expense(SavedBy.SEMANTIC, On.EMBEDDING, "embed", 4,
				Duration.ZERO, ModelTokens.ofInput(40), dollars("0.00004")));
	}

	@Test
	void whereNothingWasEmbeddedOrCountedTheCostIsNotKnown() {
		this.accounts.add(new EmbeddingAccount("embed", EmbeddingUse.DOCUMENT, 0, 0, Duration.ZERO, 0, 0, 5));
		assertThat(this.embedding.savings().getFirst().cost()).isEqualTo(Cost.unknown("embed"));
		this.accounts.add(new EmbeddingAccount("embed", EmbeddingUse.CACHE, 3, 3, Duration.ofMillis(1), 2, 20, 0));
		assertThat(this.embedding.expenses().getFirst().cost())
			.isEqualTo(dollars("0.00002").plus(Cost.unknown("embed")));
	}

	@Test
	void whereNothingWasEmbeddedForTheSameUseWhatWasForAnotherCounts() {
		embedded("embed", EmbeddingUse.CACHE, 4, 100, 40, 0);
		this.accounts.add(new EmbeddingAccount("embed", EmbeddingUse.QUESTION, 0, 0, Duration.ZERO, 0, 0, 3));
		assertThat(this.embedding.savings().getFirst().tokens()).isEqualTo(ModelTokens.ofInput(30));
		assertThat(this.embedding.savings().getFirst().cost().isKnown()).isTrue();
	}

	@Test
	void aFreeModelCostsNothingWhateverItCounts() {
		this.accounts.add(new EmbeddingAccount("free", EmbeddingUse.CACHE, 3, 3, Duration.ofMillis(1), 0, 0, 0));
		this.accounts.add(new EmbeddingAccount("free", EmbeddingUse.QUESTION, 3, 3, Duration.ofMillis(1), 0, 0, 2));
		assertThat(this.embedding.expenses().getFirst().cost()).isEqualTo(Cost.NONE);
		assertThat(this.embedding.savings().getFirst().cost()).isEqualTo(Cost.NONE);
	}

	@Test
	void whatWasSavedDoesNotFallWhenTextsGrowShorter() {
		embedded("embed", EmbeddingUse.QUESTION, 1, 100, 1_000, 10);
		LayerSavings first = this.embedding.savings().getFirst();
		this.accounts.clear();
		embedded("embed", EmbeddingUse.QUESTION, 100, 100, 1_100, 11);
		assertThat(this.embedding.savings().getFirst().tokens()).isEqualTo(first.tokens());
		assertThat(this.embedding.savings().getFirst().time()).isEqualTo(first.time());
		assertThat(this.embedding.savings().getFirst().answers()).isEqualTo(11);
	}

	@Test
	void aProvidersCacheSavesThePriceOfReadingLessThatOfWriting() {
		PrefixSavings prefix = prefix("chat", new PrefixCounts(7, 5, 100_000, 60_000, 2, 20_000, 0, 0, 0));
		assertThat(prefix.savings()).containsExactly(
				new LayerSavings(SavedBy.PREFIX, "chat", 5, Duration.ZERO, ModelTokens.NONE, dollars("0.54")));
		assertThat(prefix.expenses()).containsExactly(new Expense(SavedBy.PREFIX, On.CACHE_WRITE, "chat", 2,
				Duration.ZERO, ModelTokens.NONE, dollars("0.05")));
		assertThat(Accounts.of(List.of(prefix)).net().cost()).isEqualTo(dollars("0.49"));
	}

	@Test
	void writingWhatIsNeverReadIsALoss() {
		PrefixSavings prefix = prefix("chat", new PrefixCounts(3, 0, 100_000, 0, 3, 100_000, 0, 0, 0));
		assertThat(Accounts.of(List.of(prefix)).net().cost()).isEqualTo(dollars("-0.25"));
	}

	@Test
	void aModelWithoutAPriceSavesNobodyKnowsWhat() {
		PrefixSavings prefix = prefix("mine", new PrefixCounts(3, 2, 100_000, 10, 0, 0, 0, 0, 0));
		assertThat(prefix.savings().getFirst().cost()).isEqualTo(Cost.unknown("mine"));
		assertThat(prefix("mine", new PrefixCounts(3, 0, 100_000, 0, 0, 0, 3, 100_000, 0)).savings()).isEmpty();
	}

	@Test
	void theEdgeSavesCallsFromWhenItIsFirstAskedAndNoMoney() {
		List<OptionalLong> told = new ArrayList<>(List.of(OptionalLong.empty(), OptionalLong.of(1_000),
				OptionalLong.of(1_010), OptionalLong.empty(), OptionalLong.of(4), OptionalLong.of(9)));
		EdgeSavings edge = new EdgeSavings(told::removeFirst);
		assertThat(edge.savings()).isEmpty();
		assertThat(edge.savings()).isEmpty();
		assertThat(edge.savings()).containsExactly(
				new LayerSavings(SavedBy.EDGE, Expense.NO_MODEL, 10, Duration.ZERO, ModelTokens.NONE, Cost.NONE));
		assertThat(edge.savings().getFirst().answers()).isEqualTo(10);
		assertThat(edge.savings().getFirst().answers()).isEqualTo(10);
		assertThat(edge.savings().getFirst().answers()).isEqualTo(15);
	}

	private void embedded(String model, EmbeddingUse use, int texts, int millis, int tokens, int remembered) {
		this.accounts
			.add(new EmbeddingAccount(model, use, texts, texts, Duration.ofMillis(millis), texts, tokens, remembered));
	}

	private static PrefixSavings prefix(String model, PrefixCounts counts) {
		return new PrefixSavings(() -> Map.of(model, counts), PRICES);
	}

	private static ModelPrice price(String input, @Nullable String cachedInput, @Nullable String cacheWrite) {
		return new ModelPrice(new BigDecimal(input), null, amount(cachedInput), amount(cacheWrite));
	}

	private static @Nullable BigDecimal amount(@Nullable String amount) {
		return (amount != null) ? new BigDecimal(amount) : null;
	}

	private static Cost dollars(String amount) {
		return Cost.of(new BigDecimal(amount));
	}

}
