package dev.llmcache.semantic.guard;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Text of a question, taken apart once for all guards.
 * <p>
 * Immutable. Its text form says nothing of the question.
 */
public final class Question {

	private static final Pattern QUOTE = Pattern
		.compile("\"[^\"]{1,200}\"|\u201C[^\u201D]{1,200}\u201D|\u00AB[^\u00BB]{1,200}\u00BB");

	private final List<Token> tokens;

	private final Set<String> forms;

	private final Set<String> stems;

	private final Set<String> bases = new HashSet<>();

	private final List<Quantity> quantities;

	private final List<List<String>> quotes;

	private Question(List<Token> tokens, List<List<String>> quotes) {
		this.tokens = tokens;
		this.quotes = quotes;
		this.forms = HashSet.newHashSet(tokens.size());
		this.stems = HashSet.newHashSet(tokens.size());
		for (Token token : tokens) {
			if (token.kind() != Kind.NUMBER) {
				this.forms.add(token.form());
				this.stems.add(token.stem());
				if (!token.base().equals(token.stem())) {
					this.bases.add(token.base());
				}
			}
		}
		this.quantities = Quantities.of(tokens);
	}

	/**
	 * Takes a text apart.
	 * @param text any text
	 * @return its tokens
	 */
	public static Question of(String text) {
		return new Question(List.copyOf(Tokenizer.tokens(text)), quotes(text));
	}

	private static List<List<String>> quotes(String text) {
		if (text.indexOf('"') < 0 && text.indexOf('\u201C') < 0 && text.indexOf('\u00AB') < 0) {
			return List.of();
		}
		return QUOTE.matcher(text)
			.results()
			.map((quote) -> Tokenizer.tokens(quote.group()).stream().map(Token::form).toList())
			.filter((forms) -> !forms.isEmpty())
			.toList();
	}

	/**
	 * Tokens in the order of the text, without punctuation.
	 * @return an immutable list
	 */
	public List<Token> tokens() {
		return this.tokens;
	}

	/**
	 * Whether a word or code is among the tokens.
	 * @param form the form to look for
	 * @return whether a token has it
	 */
	public boolean contains(String form) {
		return this.forms.contains(form);
	}

	boolean containsStem(String stem) {
		return this.stems.contains(stem);
	}

	/** Whether a word has this stem, or is a degree of one that has. */
	boolean containsBase(String stem) {
		return this.stems.contains(stem) || this.bases.contains(stem);
	}

	/** Words in the order of who does what to whom. */
	List<String> roles() {
		return Roles.of(this.tokens);
	}

	List<Quantity> quantities() {
		return this.quantities;
	}

	/**
	 * Numbers with their units, and codes.
	 * @return each once
	 */
	public Set<String> facts() {
		Set<String> facts = new HashSet<>();
		this.quantities.forEach((quantity) -> facts.add(quantity.value() + ' ' + quantity.unit()));
		this.tokens.stream().filter((token) -> token.kind() == Kind.CODE).forEach((token) -> facts.add(token.form()));
		return facts;
	}

	/**
	 * Whether it says by itself what it asks for, rather than by what was said before.
	 * @return whether it has enough words with a content of their own
	 */
	public boolean standsAlone() {
		return Standing.of(this.tokens);
	}

	/**
	 * How much of what both say is in both.
	 * @param other another question
	 * @return the words of content that both have, as a share of all that either has
	 */
	public double overlap(Question other) {
		Set<String> ones = content();
		Set<String> others = other.content();
		long both = ones.stream().filter(others::contains).count();
		long all = ones.size() + others.size() - both;
		return (all == 0) ? 1 : (double) both / all;
	}

	private Set<String> content() {
		Set<String> content = HashSet.newHashSet(this.tokens.size());
		for (Token token : this.tokens) {
			if (token.kind() != Kind.WORD || token.content()) {
				content.add(token.stem());
			}
		}
		return content;
	}

	/** Forms of the tokens of each text in double quotes. */
	List<List<String>> quotes() {
		return this.quotes;
	}

	boolean containsInOrder(List<String> forms) {
		return Collections.indexOfSubList(this.tokens.stream().map(Token::form).toList(), forms) >= 0;
	}

	@Override
	public String toString() {
		return "Question[tokens=%d]".formatted(this.tokens.size());
	}

}
