package dev.llmcache.sample.faq;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class MentionReaderTests {

	private final MentionReader reader = new MentionReader(Faq.read(new ClassPathResource("faq.yml")).products());

	@ParameterizedTest
	@CsvSource({ "Where is my order 17?, 17", "Where is order #18?, 18", "Order number QM-4711 is late, QM-4711",
			"where is order no. 9, 9" })
	void readsTheNumberOfAnOrder(String question, String order) {
		Mentions mentions = this.reader.read(question);

		assertThat(mentions.orders()).containsExactly(order);
		assertThat(mentions.amounts()).isEmpty();
	}

	@Test
	void takesAQuantityForAnAmount() {
		Mentions mentions = this.reader.read("Can I order 10 pieces?");

		assertThat(mentions.orders()).isEmpty();
		assertThat(mentions.amounts()).containsExactly("10");
	}

	@Test
	void readsProductsByEachOfTheirNames() {
		Mentions mentions = this.reader.read("Is the tarn 28 lighter than a KETTLE and the 45 litre backpack?");

		assertThat(mentions.products()).containsExactlyInAnyOrder("Tarn 28", "Brisk Kettle", "Tarn 45");
		assertThat(mentions.amounts()).isEmpty();
	}

	@Test
	void readsNoProductInsideAnotherWord() {
		assertThat(this.reader.read("Do you like tentacles and clamps?").products()).isEmpty();
	}

	@Test
	void repeatsWhatTheAnswerDoesNotName() {
		Mentions mentions = this.reader.read("Do 3 lamps of order 17 cost 5 dollars?");

		assertThat(mentions.preamble("Yes, 5 dollars.")).isEqualTo("About order 17 and Lumo Lamp and 3: ");
	}

	@Test
	void repeatsNothingThatTheAnswerNames() {
		assertThat(this.reader.read("Is the Tarn 28 10 litres?").preamble("The Tarn 28 holds more than 10 litres."))
			.isEmpty();
	}

}
