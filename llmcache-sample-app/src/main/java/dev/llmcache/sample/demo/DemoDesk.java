package dev.llmcache.sample.demo;

import java.util.Locale;

import dev.llmcache.sample.faq.Faq;
import dev.llmcache.sample.faq.FaqEntry;
import dev.llmcache.sample.faq.FaqIndex;
import dev.llmcache.sample.faq.MentionReader;
import dev.llmcache.sample.faq.Mentions;

/**
 * What the demo model answers: the best entry of the FAQ, preceded by the order, product
 * or number that was asked about, so that an answer to another question can be told.
 */
final class DemoDesk {

	private static final String UNKNOWN = "Sorry, I don't know that one. I can help with orders, delivery, returns, "
			+ "payment, gift cards, warranty and with each of our products.";

	// What a model would call its context window
	private static final int MOST_READ = 4_000;

	private final MentionReader mentions;

	private final FaqIndex index;

	DemoDesk(Faq faq) {
		this.mentions = new MentionReader(faq.products());
		this.index = new FaqIndex(faq.entries());
	}

	String answer(String system, String question) {
		Mentions mentioned = this.mentions.read(question.substring(0, Math.min(question.length(), MOST_READ)));
		String answer = this.index.find(mentioned).map(FaqEntry::answer).orElse(UNKNOWN);
		String full = mentioned.preamble(answer) + answer;
		return wantsOneSentence(system) ? firstSentence(full) : full;
	}

	private static boolean wantsOneSentence(String system) {
		return system.toLowerCase(Locale.ROOT).contains("one sentence");
	}

	private static String firstSentence(String answer) {
		int end = answer.indexOf(". ");
		return (end < 0) ? answer : answer.substring(0, end + 1);
	}

}
