package dev.llmcache.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PriceListTests {

	private static final ModelTokens MILLION_EACH = new ModelTokens(3_000_000, 1_000_000, 1_000_000, 1_000_000);

	private final PriceList prices = PriceList.standard();

	@Test
	void saysFromWhichDayItIs() {
		assertThat(this.prices.asOf()).isAfter(LocalDate.of(2026, 1, 1));
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4.1-mini-2025-04-14, gpt-4.1-mini", "GPT-4.1, gpt-4.1", "openai/gpt-4.1, gpt-4.1",
			"models/gemini-2.5-flash, gemini-2.5-flash", "gemini-2.5-flash-002, gemini-2.5-flash",
			"publishers/google/models/gemini-2.5-pro, gemini-2.5-pro", "claude-sonnet-4-5-20250929, claude-sonnet-4-5",
			"claude-opus-4@20250514, claude-opus-4", "claude-opus-4-6@default, claude-opus-4-6",
			"claude-3-5-haiku-latest, claude-3-5-haiku", "anthropic.claude-3-5-haiku-20241022-v1:0, claude-3-5-haiku",
			"us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
			"arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0, claude-haiku-4-5",
			"gpt-4-0613, gpt-4", "gpt-3.5-turbo-0125, gpt-3.5-turbo", "o3-2025-04-16, o3" })
	void aModelHasThePriceOfItsNameWithoutProviderAndDate(String told, String model) {
		assertThat(this.prices.find(told)).isNotNull().isEqualTo(this.prices.find(model));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-4o-search-preview", "gpt-4.1-turbo", "gpt-5.4-pro", "gpt-4-32k", "gpt-4-1106-preview",
			"gpt-4.2", "claude-opus-4-9", "claude-opus-4-20", "claude-opus-41", "gemini-2.5-flash-image",
			"gemini-2.5-pro-preview-05-06", "gemini-2.5-flash-latest-lite", "ft:gpt-4o-mini-2024-07-18:acme::7p4lURel",
			"gpt-4o-mini-8192", "deepseek/deepseek-v4-pro:free", "llama3.2", "mistral-large-latest", "", "-", "/" })
	void anotherModelHasNoPrice(String model) {
		assertThat(this.prices.find(model)).isNull();
	}

	@Test
	void aDatedRowIsPreferredToItsFamily() {
		assertThat(input("gpt-4o-2024-05-13")).isEqualByComparingTo("5");
		assertThat(input("gpt-4o-2024-08-06")).isEqualByComparingTo("2.5");
	}

	@Test
	void whatTheApplicationTellsComesFirstEvenForADatedRow() {
		PriceList own = new PriceList(Map.of("GPT-4o", price("1")), PriceTable.standard());
		assertThat(Objects.requireNonNull(own.find("gpt-4o-2024-05-13")).input()).isEqualByComparingTo("1");
		assertThat(Objects.requireNonNull(own.find("gpt-4o-mini")).input()).isEqualByComparingTo("0.15");
	}

	@Test
	void chargesEachKindOfTokenByItsOwnPrice() {
		Cost cost = this.prices.costOf("claude-haiku-4-5-20251001", MILLION_EACH);
		assertThat(cost).isEqualTo(Cost.of(new BigDecimal("7.35")));
	}

	@Test
	void tokensOfTheCacheCostAsInputWhereNothingElseIsTold() {
		PriceList own = new PriceList(Map.of("mine", price("2")), PriceTable.standard());
		assertThat(own.costOf("mine", MILLION_EACH).dollars()).isEqualByComparingTo("9");
	}

	@Test
	void anUnknownModelIsNamedAndNeverFree() {
		Cost cost = this.prices.costOf("my-deployment", MILLION_EACH);
		assertThat(cost.isKnown()).isFalse();
		assertThat(cost.unknown()).containsExactly("my-deployment");
		assertThat(this.prices.costOf(null, MILLION_EACH).isKnown()).isFalse();
		assertThat(this.prices.costOf("gpt-4.1", MILLION_EACH).plus(cost).unknown()).containsExactly("my-deployment");
	}

	@Test
	void answersOfAModelWithoutAPriceForThemAreUnknownAndItsPromptsAreNot() {
		ModelPrice inputOnly = new ModelPrice(BigDecimal.ONE, null, null, null);
		PriceList own = new PriceList(Map.of("mine", inputOnly), PriceTable.standard());
		assertThat(own.costOf("mine", ModelTokens.ofInput(1_000_000))).isEqualTo(Cost.of(BigDecimal.ONE));
		assertThat(own.costOf("mine", MILLION_EACH)).isEqualTo(Cost.of(new BigDecimal(3)).plus(Cost.unknown("mine")));
	}

	@Test
	void aModelInThisProcessIsKnownToBeFree() {
		assertThat(Objects.requireNonNull(this.prices.find("all-minilm-l6-v2-q")).isFree()).isTrue();
		assertThat(this.prices.costOf("bge-small-en-v1.5-q", MILLION_EACH)).isEqualTo(Cost.NONE);
		assertThat(Objects.requireNonNull(this.prices.find("text-embedding-3-small")).isFree()).isFalse();
	}

	@Test
	void whatWasNotCountedIsUnknownUnlessTheModelIsFree() {
		assertThat(this.prices.costOf("gpt-4.1", MILLION_EACH, 0).isKnown()).isTrue();
		assertThat(this.prices.costOf("gpt-4.1", MILLION_EACH, 1))
			.isEqualTo(this.prices.costOf("gpt-4.1", MILLION_EACH).plus(Cost.unknown("gpt-4.1")));
		PriceList own = new PriceList(Map.of("llama3.2:3b", ModelPrice.FREE), PriceTable.standard());
		assertThat(own.costOf("llama3.2:3b", ModelTokens.NONE, 1)).isEqualTo(Cost.NONE);
	}

	@Test
	void differencesKeepWhatIsUnknown() {
		Cost net = Cost.NONE.minus(Cost.of(new BigDecimal("0.50"))).minus(Cost.unknown("a"));
		assertThat(net.dollars()).isEqualTo(new BigDecimal("-0.5"));
		assertThat(net.unknown()).containsExactly("a");
	}

	@Test
	void saysWhichLineOfATableCannotBeRead() {
		String day = "as-of\t2027-01-01\n";
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.parse(day + "a\t1\t2"))
			.withMessageContaining("Line 2");
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.parse(day + row("a", "-1")))
			.withMessageContaining("Line 2");
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.parse(day + row("a", "1") + row("A", "2")))
			.withMessageContaining("Line 3");
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.parse(row("a", "1")))
			.withMessageContaining("as-of");
	}

	@Test
	void noTwoRowsOfTheTableCompeteForOneNameWithoutSayingTheSame() {
		Map<String, ModelPrice> table = PriceTable.standard().prices();
		assertThat(table).hasSizeGreaterThan(50)
			.allSatisfy((model, price) -> assertThat(this.prices.find(model)).isEqualTo(price));
	}

	private BigDecimal input(String model) {
		return Objects.requireNonNull(this.prices.find(model)).input();
	}

	private static ModelPrice price(String input) {
		return new ModelPrice(new BigDecimal(input), new BigDecimal("3"), null, null);
	}

	private static String row(String model, String input) {
		return "%s\t%s\t2\t-\t-\t2027-01-01\tmine\n".formatted(model, input);
	}

}
