package dev.llmcache.semantic.guard;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class GuardsProperties {

	private static final List<Guard> GUARDS = Guards.standard();

	@Property
	void neverThrowOnAnyText(@ForAll @StringLength(max = 60) String one, @ForAll @StringLength(max = 60) String other) {
		assertSymmetric(Question.of(one), Question.of(other));
	}

	@Property
	void areSymmetric(@ForAll("sentences") String one, @ForAll("sentences") String other) {
		assertSymmetric(Question.of(one), Question.of(other));
	}

	@Property
	void neverVetoAQuestionAgainstItself(@ForAll("sentences") String question) {
		for (Guard guard : GUARDS) {
			assertThat(guard.vetoes(Question.of(question), Question.of(question))).as(guard.name()).isFalse();
		}
	}

	@Property
	void neverVetoAnyTextAgainstItself(@ForAll @StringLength(max = 60) String text) {
		for (Guard guard : GUARDS) {
			assertThat(guard.vetoes(Question.of(text), Question.of(text))).as(guard.name()).isFalse();
		}
	}

	@Property
	void vetoWhenOneNumberChanges(@ForAll @Size(min = 1, max = 4) List<@IntRange(max = 5000) Integer> numbers,
			@ForAll @IntRange(max = 3) int which, @ForAll @IntRange(min = 1, max = 9000) int by) {
		List<Integer> changed = new ArrayList<>(numbers);
		int at = which % numbers.size();
		changed.set(at, changed.get(at) + by);
		assertThat(new NumberGuard().vetoes(sentence(numbers), sentence(changed))).isTrue();
	}

	@Property
	void readANumberInWordsAsInDigits(@ForAll @IntRange(min = 2, max = 9) int units,
			@ForAll @IntRange(min = 2, max = 9) int tens, @ForAll @IntRange(min = 1, max = 9) int hundreds) {
		List<String> words = List.of("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
		List<String> decades = List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
				"ninety");
		String inWords = "%s hundred and %s-%s boxes".formatted(words.get(hundreds), decades.get(tens),
				words.get(units));
		String inDigits = "%d boxes".formatted(hundreds * 100 + tens * 10 + units);
		assertThat(new NumberGuard().vetoes(Question.of(inWords), Question.of(inDigits))).isFalse();
	}

	@Property
	void readPlainTextAsAnyOther(@ForAll("sentences") String text) {
		String plain = text.chars()
			.filter((character) -> character < 127)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		assertThat(Tokenizer.tokens(plain)).isEqualTo(Tokenizer.tokens(plain + " \u3002"));
	}

	@Provide
	Arbitrary<String> sentences() {
		Arbitrary<String> words = Arbitraries.of("how", "Where", "the", "not", "can't", "without", "Aurora", "NATO",
				"kettle", "kettles", "unlock", "lock", "17", "1,000", "two", "second", "9", "am", "$5", "5kg", "A-17",
				"foo.bar()", "v2.1", "+", "U.S.", "item(s)", "10-20", "?", "-", "。", "订单17", "٣", "Straße", "I", "one",
				"no", "or", "on", "monday", "half-price", "é", "\u200f", "😀", "'", "\0", "don’t", "#1", "%");
		return words.list().ofMaxSize(14).map((list) -> String.join(" ", list));
	}

	private static Question sentence(List<Integer> numbers) {
		StringBuilder text = new StringBuilder("Compare");
		numbers.forEach((number) -> text.append(" item ").append(number).append(','));
		return Question.of(text.append(" please").toString());
	}

	private static void assertSymmetric(Question one, Question other) {
		for (Guard guard : GUARDS) {
			assertThat(guard.vetoes(one, other)).as(guard.name()).isEqualTo(guard.vetoes(other, one));
		}
	}

}
