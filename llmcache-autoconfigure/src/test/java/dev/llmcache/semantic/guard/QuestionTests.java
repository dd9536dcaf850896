package dev.llmcache.semantic.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

class QuestionTests {

	@ParameterizedTest
	@ValueSource(strings = { "How do I descale the kettle?", "Kettle warranty?", "Reset my password",
			"Is it raining in Leeds?", "Is it true that whales sing?", "Is it possible to pay by card?",
			"How long does it take to train a horse?", "Is it cold?", "Is it snowing?",
			"How far is Mars from the Sun when it is nearest?", "Where do whales go when these seas freeze over?",
			"Why does this kettle leak water?", "Does Ada think that Tom likes her brother?", "这个水壶怎么清洗",
			"What is love?", "Do cats purr?" })
	void standsAlone(String question) {
		assertThat(Question.of(question).standsAlone()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?", "Why?", "And in Leeds on Mondays?", "What about the red kettle in winter?",
			"How about the red kettle in winter?", "Yes please send the red kettle", "How does it work?",
			"Does that work?", "Translate this", "Summarise it please", "Who made it?", "Is she coming?",
			"Are they open?", "Which one?", "What does this mean?", "Can you say that again?",
			"How much do these cost?", "Is it waterproof and light?", "Kettle", "How much is the former?",
			"In that case?", "Same for Leeds and York trains" })
	void refersToWhatWasSaidBefore(String question) {
		assertThat(Question.of(question).standsAlone()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			How do I descale the kettle?|How do I descale kettles?|1
			How do I descale the kettle?|How do I fill the kettle?|0.3333
			descale kettle|fill lamp|0
			Is it?|Are they?|1
			Order 17 kettles|Order 18 kettles|0.5
			""")
	void overlapIsTheShareOfWordsWithContent(String one, String other, double share) {
		assertThat(Question.of(one).overlap(Question.of(other))).isCloseTo(share, offset(0.01));
		assertThat(Question.of(other).overlap(Question.of(one)))
			.isEqualTo(Question.of(one).overlap(Question.of(other)));
	}

	@Test
	void factsAreNumbersWithTheirUnitsAndCodes() {
		assertThat(Question.of("Is A-17 less than 5 kg, or 5 kg, for 20 euros?").facts()).hasSize(3)
			.isEqualTo(Question.of("A17: 5 kilograms, \u20AC20").facts())
			.isNotEqualTo(Question.of("A18: 5 kilograms, \u20AC20").facts());
		assertThat(Question.of("How do I descale the kettle?").facts()).isEmpty();
	}

	@Test
	void saysNothingOfItsText() {
		assertThat(Question.of("descale kettle")).hasToString("Question[tokens=2]");
	}

}
