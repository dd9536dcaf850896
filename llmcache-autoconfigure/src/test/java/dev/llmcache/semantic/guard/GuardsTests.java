package dev.llmcache.semantic.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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

	/**
	 * Crafted so that the model answers something else while the question stays near.
	 */
	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "collision-crafted.txt", delimiter = '|', quoteCharacter = '\0', commentCharacter = '#',
			useHeadersInDisplayName = false)
	void nobodyIsServedTheAnswerToACraftedQuestion(String crafted) throws IOException {
		for (String question : lines("collision-questions.txt")) {
			assertThat(firstVeto(question, crafted.replace("{}", question))).as(question).isNotEqualTo("none");
			assertThat(firstVeto(crafted.replace("{}", question), question)).as(question).isNotEqualTo("none");
		}
	}

	private static List<String> lines(String resource) throws IOException {
		try (InputStream stream = Objects.requireNonNull(GuardsTests.class.getResourceAsStream(resource))) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("# "))
				.toList();
		}
	}

	@Test
	void haveStableNames() {
		assertThat(this.guards).extracting(Guard::name)
			.containsExactly("numbers", "identifiers", "quotes", "counted", "additions", "negation", "units", "dates",
					"antonyms", "comparisons", "media", "prepositions", "asking", "references", "conjunctions",
					"restrictions", "names", "slots", "order");
	}

	@Test
	void ofNoLanguageAreThoseThatHoldForAny() {
		assertThat(Guards.of(Set.of(), Set.of())).extracting(Guard::name)
			.containsExactly("numbers", "identifiers", "quotes", "counted", "additions");
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
