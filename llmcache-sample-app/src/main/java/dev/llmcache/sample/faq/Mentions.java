package dev.llmcache.sample.faq;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Particulars a question names: they tell questions of otherwise the same words apart.
 *
 * @param products names of products of the shop
 * @param orders numbers of orders
 * @param amounts other numbers
 * @param rest the question without its products and orders
 */
public record Mentions(Set<String> products, Set<String> orders, Set<String> amounts, String rest) {

	private static final int MOST_REPEATED = 3;

	/**
	 * What an answer has to begin with so that it names every particular.
	 * @param answer the answer as the FAQ has it
	 * @return a few words that end in a colon and a space, or nothing if the answer
	 * already names them all
	 */
	public String preamble(String answer) {
		List<String> missing = Stream
			.of(this.orders.stream().map((order) -> "order " + order), absent(this.products, answer),
					absent(this.amounts, answer))
			.flatMap((mentions) -> mentions)
			.limit(MOST_REPEATED)
			.toList();
		return missing.isEmpty() ? "" : "About " + String.join(" and ", missing) + ": ";
	}

	private static Stream<String> absent(Set<String> mentions, String answer) {
		return mentions.stream().filter((mention) -> !word(mention).matcher(answer).find());
	}

	static Pattern word(String words) {
		return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(words) + "(?![\\p{L}\\p{N}])",
				Pattern.CASE_INSENSITIVE);
	}

}
