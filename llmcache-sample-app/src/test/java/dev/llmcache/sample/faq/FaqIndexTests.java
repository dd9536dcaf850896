package dev.llmcache.sample.faq;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class FaqIndexTests {

	private static final Faq FAQ = Faq.read(new ClassPathResource("faq.yml"));

	private static final FaqIndex INDEX = new FaqIndex(FAQ.entries());

	private static final MentionReader MENTIONS = new MentionReader(FAQ.products());

	static List<FaqEntry> entries() {
		return FAQ.entries();
	}

	@ParameterizedTest
	@MethodSource("entries")
	void findsEachEntryByItsOwnQuestion(FaqEntry entry) {
		assertThat(find(entry.question())).contains(entry.question());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void findsEachEntryByItsOwnQuestionInLowerCaseWithoutPunctuation(FaqEntry entry) {
		assertThat(find(entry.question().toLowerCase(Locale.ROOT).replaceAll("[?\"]", ""))).contains(entry.question());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			What is the warranty period of the Brisk Kettle?      | How long is the warranty on the Brisk Kettle?
			What is the warranty period of the Lumo Lamp?         | How long is the warranty on the Lumo Lamp?
			Is there a guarantee on your lamps?                   | How long is the warranty on the Lumo Lamp?
			How long is the warranty on the Otter Flask?          | How long is the warranty on your products?
			Tarn 28 weight                                        | How heavy is the Tarn 28?
			Tarn 45 weight                                        | How heavy is the Tarn 45?
			Which accidents are insured by Care Plan 2?           | What does Care Plan 2 cover?
			what do you insure with the five-year care plan       | What does Care Plan 5 cover?
			can i send something back after 30 days               | Can I return an item after 30 days?
			can i send something back after 60 days               | Can I return an item after 60 days?
			What can I redeem 100 points for?                     | What do I get for 100 reward points?
			What can I redeem 500 points for?                     | What do I get for 500 reward points?
			Which things can I not return?                        | Which items can I not return?
			Which things can I return?                            | Which items can I return?
			To which countries do you not deliver?                | Which countries do you not ship to?
			Can you tell me where my order 17 is?                 | Where is my order?
			Please cancel order 4711                              | How do I cancel my order?
			I forgot my password                                  | How do I reset my password?
			how fast is express shipping                          | How long does express delivery take?
			price of express shipping                             | How much is express delivery?
			""")
	void findsWhatIsAskedInOtherWords(String question, String expected) {
		assertThat(find(question)).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "What is the capital of France?", "Who won the world cup in 1998?", "Tell me a joke",
			"How much is a ticket to Rome?", "Where is Paris?", "asdf", "?", "\u0000", "👍🏽", "מה שלומך?" })
	void findsNothingOutsideTheShop(String question) {
		assertThat(find(question)).isEmpty();
	}

	@Test
	void findsAnEntryOfAProductThatIsAllThatWasNamed() {
		assertThat(INDEX.find(MENTIONS.read("The Mossa Blanket?"))).get()
			.extracting(FaqEntry::product)
			.isEqualTo("Mossa Blanket");
	}

	@Test
	void readsTheBeginningOfAVeryLongQuestion() {
		assertThat(find("Where is my order? " + "la la la ".repeat(100_000))).contains("Where is my order?");
	}

	private static Optional<String> find(String question) {
		return INDEX.find(MENTIONS.read(question)).map(FaqEntry::question);
	}

}
