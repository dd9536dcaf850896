package dev.llmcache.benchmarks.scopes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;

/**
 * Scope of a shop, with the questions that were asked there: one of each of the topics
 * that all shops have.
 *
 * @param number the number of the scope
 * @param questions what was asked
 */
record FaqScope(int number, List<FaqQuestion> questions) {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	static FaqScope of(int number, int entries) {
		Random random = new Random(number);
		return new FaqScope(number,
				IntStream.range(0, entries)
					.mapToObj((topic) -> new FaqQuestion(topic, random.nextInt(Faq.STORED_WORDINGS),
							random.nextInt(Faq.VARIANTS)))
					.toList());
	}

	/**
	 * One of its questions in other words.
	 * @param random which
	 * @return the text
	 */
	String rephrased(Random random) {
		int topic = this.questions.get(random.nextInt(this.questions.size())).topic();
		return new FaqQuestion(topic, Faq.ASKED_WORDING, random.nextInt(Faq.VARIANTS)).text();
	}

	String name() {
		return "scope " + this.number;
	}

	Fingerprint fingerprint() {
		return ROOT.derive(name().getBytes(StandardCharsets.UTF_8));
	}

	Fingerprint id(FaqQuestion question) {
		return fingerprint().derive(question.text().getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A question.
	 *
	 * @param topic what is asked
	 * @param wording how
	 * @param variant what is said before and after
	 */
	record FaqQuestion(int topic, int wording, int variant) {

		String text() {
			return Faq.question(this.topic, this.wording, this.variant);
		}

	}

}
