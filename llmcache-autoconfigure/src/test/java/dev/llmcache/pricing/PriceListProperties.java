package dev.llmcache.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.time.api.Dates;

import static org.assertj.core.api.Assertions.assertThat;

class PriceListProperties {

	private static final PriceTable EMPTY = new PriceTable(LocalDate.of(2027, 1, 1), Map.of());

	@Property
	void aDateAndAProviderChangeNoPrice(@ForAll("models") String model, @ForAll("providers") String provider,
			@ForAll("versions") String version) {
		PriceList prices = new PriceList(Map.of(model, price(1)), EMPTY);
		assertThat(prices.find(provider + model + version)).isEqualTo(price(1));
	}

	@Property
	void aVariantHasNoPriceOfItsFamily(@ForAll("models") String model, @ForAll("variants") String variant,
			@ForAll("versions") String version, @ForAll("providers") String provider) {
		PriceList prices = new PriceList(Map.of(model, price(1)), EMPTY);
		assertThat(prices.find(provider + model + variant + version)).isNull();
		assertThat(prices.find(provider + model + version + variant)).isNull();
	}

	@Property
	void theLongestNameCounts(@ForAll("models") String model, @ForAll("variants") String variant,
			@ForAll("versions") String version) {
		PriceList prices = new PriceList(Map.of(model, price(1), model + variant, price(2)), EMPTY);
		assertThat(prices.find(model + version)).isEqualTo(price(1));
		assertThat(prices.find(model + variant + version)).isEqualTo(price(2));
	}

	@Property
	void anyNameIsLookedUpWithoutFailing(@ForAll String name) {
		assertThat(PriceList.standard().costOf(name, ModelTokens.ofInput(1)).dollars()).isNotNegative();
	}

	@Property
	void costsAreExactAndAddUp(@ForAll @LongRange(max = 1L << 40) long input,
			@ForAll @LongRange(max = 1L << 40) long output, @ForAll @LongRange(max = 1L << 30) long cached) {
		PriceList prices = PriceList.standard();
		ModelTokens tokens = new ModelTokens(input + cached, output, cached, 0);
		Cost parts = prices.costOf("gpt-4.1", ModelTokens.ofInput(input))
			.plus(prices.costOf("gpt-4.1", new ModelTokens(0, output, 0, 0)))
			.plus(prices.costOf("gpt-4.1", new ModelTokens(cached, 0, cached, 0)));
		assertThat(prices.costOf("gpt-4.1", tokens)).isEqualTo(parts);
		assertThat(parts.dollars().multiply(BigDecimal.valueOf(1_000_000)).setScale(1, RoundingMode.UNNECESSARY))
			.isEqualByComparingTo(BigDecimal.valueOf(input * 2)
				.add(BigDecimal.valueOf(output * 8))
				.add(BigDecimal.valueOf(cached).multiply(new BigDecimal("0.5"))));
	}

	@Provide
	Arbitrary<String> models() {
		return Combinators
			.combine(Arbitraries.of("gpt", "claude-opus", "gemini", "o", "llama", "mistral-large"),
					Arbitraries.of("-3", "-4.1", "-4-5", "4", "-2.5", ""))
			.as(String::concat);
	}

	@Provide
	Arbitrary<String> providers() {
		return Arbitraries.of("", "openai/", "models/", "us.anthropic.", "eu.meta.", "a/b/vendor.", "OPENAI/");
	}

	@Provide
	Arbitrary<String> versions() {
		Arbitrary<String> days = Dates.dates()
			.between(LocalDate.of(2022, 1, 1), LocalDate.of(2035, 12, 31))
			.flatMap((day) -> Arbitraries.of("-uuuu-MM-dd", "-uuuuMMdd", "@uuuuMMdd", "-MMdd", "-uuMM", ":uuuuMMdd")
				.map((form) -> day.format(DateTimeFormatter.ofPattern(form))));
		return Arbitraries.oneOf(days, Arbitraries.of("-latest", ":latest", "@default", "-001", "-v1:0"),
				days.map((day) -> day + "-v1:0"));
	}

	@Provide
	Arbitrary<String> variants() {
		List<String> known = List.of("-mini", "-nano", "-lite", "-pro", "-preview", "-flash", "-turbo", "-32k", "-1",
				".1", ".2", "-5", "-codex-max", ":free", ":8b", "-exp", "-thinking", "-70b-instruct", "o", "-v2");
		Arbitrary<String> words = Arbitraries.strings()
			.withCharRange('a', 'z')
			.ofMinLength(1)
			.ofMaxLength(8)
			.filter((word) -> !word.equals("latest") && !word.equals("default"))
			.map((word) -> "-" + word);
		return Arbitraries.oneOf(Arbitraries.of(known), words);
	}

	private static ModelPrice price(int input) {
		return new ModelPrice(BigDecimal.valueOf(input), BigDecimal.TEN, null, null);
	}

}
