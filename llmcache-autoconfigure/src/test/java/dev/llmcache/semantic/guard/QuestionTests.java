package dev.llmcache.semantic.guard;

import java.util.stream.Collectors;

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
			"What is love?", "Do cats purr?", "Is that love?", "Explain rules again",
			"Can you explain these rules about kettles again?", "Translate this into French for Peter tomorrow",
			"Please translate this into French for Peter", "This works with kettles, lamps and irons",
			"The shop that works with kettles and lamps", "It is raining in Leeds", "It snows in Leeds" })
	void standsAlone(String question) {
		assertThat(Question.of(question).standsAlone()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?", "Why?", "And in Leeds on Mondays?", "What about the red kettle in winter?",
			"How about the red kettle in winter?", "Yes please send the red kettle", "How does it work?",
			"Does that work?", "Translate this", "Summarise it please", "Who made it?", "Is she coming?",
			"Are they open?", "Which one?", "What does this mean?", "Can you say that again?",
			"How much do these cost?", "Is it waterproof and light?", "Kettle", "How much is the former?",
			"In that case?", "Same for Leeds and York trains", "Why love?", "What is the", "\u6C34\u58F6",
			"Explain these rules again", "Translate this into French for Peter", "This works with kettles and lamps",
			"Is it going?", "It is king size furniture", "Who is she?" })
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

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			two hundred and five|205
			twenty-one|21
			twenty five|25
			five twenty|5 20
			nineteen ninety|19 90
			one hundred ten|110
			ten thousand and one|10001
			three million two hundred thousand|3200000
			a second second|''
			two and three|2 3
			ten five|10 5
			""")
	void readsNumbersInWords(String text, String numbers) {
		assertThat(Question.of(text).quantities().stream().map(Quantity::value).collect(Collectors.joining(" ")))
			.isEqualTo(numbers);
	}

	@Test
	void saysNothingOfItsText() {
		assertThat(Question.of("descale kettle")).hasToString("Question[tokens=2]");
	}

}
