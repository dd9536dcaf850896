package dev.llmcache.sample.faq;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the particulars of a question; safe for use by several threads.
 */
public final class MentionReader {

	private static final Pattern ORDER = Pattern.compile(
			"\\border(?:\\s+(?:number|no\\.?))?\\s*#?\\s*([A-Z]{0,3}-?\\d[\\dA-Z-]{0,15})\\b(?!\\s+(?:piece|item))",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern NUMBER = Pattern
		.compile("(?<![\\p{L}\\p{N}])\\d{1,9}(?:[.,]\\d{1,9})?(?![\\p{L}\\p{N}])");

	private final List<Name> names;

	/**
	 * Creates a reader.
	 * @param products the products it knows
	 */
	public MentionReader(List<Product> products) {
		this.names = products.stream()
			.flatMap((product) -> Stream.concat(Stream.of(product.name()), product.aliases().stream())
				.map((alias) -> new Name(product.name(), alias)))
			.sorted((left, right) -> right.alias().length() - left.alias().length())
			.toList();
	}

	/**
	 * Reads a question.
	 * @param question any text
	 * @return the particulars it names
	 */
	public Mentions read(String question) {
		Set<String> products = new LinkedHashSet<>();
		String rest = question;
		for (Name name : this.names) {
			Matcher matcher = name.pattern().matcher(rest);
			if (matcher.find()) {
				products.add(name.product());
				rest = matcher.replaceAll(" ");
			}
		}
		Set<String> orders = all(ORDER, rest, 1);
		rest = ORDER.matcher(rest).replaceAll("order ");
		return new Mentions(Collections.unmodifiableSet(products), orders, all(NUMBER, rest, 0), rest);
	}

	private static Set<String> all(Pattern pattern, String text, int group) {
		Set<String> found = new LinkedHashSet<>();
		pattern.matcher(text).results().map((MatchResult match) -> match.group(group)).forEach(found::add);
		return Collections.unmodifiableSet(found);
	}

	private record Name(String product, String alias, Pattern pattern) {

		Name(String product, String alias) {
			this(product, alias, Mentions.word(alias));
		}

	}

}
