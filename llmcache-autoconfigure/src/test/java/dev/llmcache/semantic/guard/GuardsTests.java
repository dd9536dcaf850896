package dev.llmcache.semantic.guard;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

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
			.containsExactly("numbers", "identifiers", "negation", "names", "slots");
	}

	private String firstVeto(String one, String other) {
		return this.guards.stream()
			.filter((guard) -> guard.vetoes(Question.of(one), Question.of(other)))
			.map(Guard::name)
			.findFirst()
			.orElse("none");
	}

}
