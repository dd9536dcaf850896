package dev.llmcache.benchmarks.scopes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Scope of 10,000 questions in words, on all topics of {@link Faq}, with an answer to
 * each topic, and each topic once in a wording in which it is not stored.
 *
 * @param stored the questions, in no order
 * @param asked a question on each topic
 * @param vectors of all of these texts
 */
public record WordedScope(List<Answered> stored, List<String> asked, TextVectors vectors) {

	private static final int PER_TOPIC = 20;

	/** Of 400 characters, as most answers are. */
	private static final String ANSWER = """
			You have asked us: ${question} This is what we tell all of our customers about it. \
			Sign in to your account, choose what you have bought from the list of your orders, and follow the steps \
			that are shown there. They take two minutes, and you are told by mail once it is done. \
			If you cannot sign in, or do not find it among your orders, call us from Monday to Friday, and have the \
			number of your order at hand.""";

	/**
	 * Words all questions and embeds them, unless an earlier run has.
	 * @return always the same
	 */
	public static WordedScope create() {
		List<String> texts = Mixtures.texts();
		int each = texts.size() / Faq.TOPICS;
		List<Answered> stored = new ArrayList<>(IntStream.range(0, texts.size())
			.filter((text) -> text % each < PER_TOPIC)
			.mapToObj((text) -> new Answered(texts.get(text),
					ANSWER.replace("${question}", Faq.question(text / each, 0, 0))))
			.toList());
		Random random = new Random(77);
		Collections.shuffle(stored, random);
		List<String> asked = IntStream.range(0, Faq.TOPICS)
			.mapToObj((topic) -> Faq.question(topic, Faq.ASKED_WORDING, random.nextInt(Faq.VARIANTS)))
			.toList();
		return new WordedScope(List.copyOf(stored), asked, TextVectors.of(
				Stream
					.concat(stored.stream().flatMap((answered) -> Stream.of(answered.question(), answered.answer())),
							asked.stream())
					.distinct()
					.toList()));
	}

	/**
	 * Question that is stored.
	 *
	 * @param question the question
	 * @param answer the same to all on its topic
	 */
	public record Answered(String question, String answer) {

	}

}
