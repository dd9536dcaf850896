package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GuardsTests {

	private final List<Guard> guards = Guards.standard();

	@ParameterizedTest(name = "{0}: {1} / {2}")
	@CsvFileSource(resources = "pairs.txt", delimiter = '|', quoteCharacter = '\0', commentCharacter = '#',
			useHeadersInDisplayName = false, numLinesToSkip = 1)
	void decidesAboutPairs(String guard, String one, String other) {
		assertThat(firstVeto(one, other)).isEqualTo(guard);
		assertThat(firstVeto(other, one)).isEqualTo(guard);
	}

	@Test
	void haveStableNames() {
		assertThat(this.guards).extracting(Guard::name)
			.containsExactly("numbers", "identifiers", "quotes", "counted", "negation", "units", "dates", "antonyms",
					"comparisons", "media", "prepositions", "asking", "references", "conjunctions", "restrictions",
					"names", "slots", "order");
	}

	@Test
	void ofNoLanguageAreThoseThatHoldForAny() {
		assertThat(Guards.of(Set.of(), Set.of())).extracting(Guard::name)
			.containsExactly("numbers", "identifiers", "quotes", "counted");
	}

	@Test
	void canBeLeftOutOneByOne() {
		assertThat(Guards.of(Set.of("en"), Set.of("slots", "numbers"))).extracting(Guard::name)
			.contains("names")
			.doesNotContain("slots", "numbers");
	}

	@Test
	void anUnknownLanguageOrGuardIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Guards.of(Set.of("xx"), Set.of()))
			.withMessageContaining("xx");
		assertThatIllegalArgumentException().isThrownBy(() -> Guards.of(Set.of(), Set.of("nmbers")))
			.withMessageContaining("nmbers");
	}

	private String firstVeto(String one, String other) {
		return this.guards.stream()
			.filter((guard) -> guard.vetoes(Question.of(one), Question.of(other)))
			.map(Guard::name)
			.findFirst()
			.orElse("none");
	}

}
