package dev.llmcache.semantic.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Text of a question, taken apart once for all guards.
 * <p>
 * Immutable. Its text form says nothing of the question.
 */
public final class Question {

	private final List<Token> tokens;

	private final Set<String> forms = new HashSet<>();

	private final Set<String> stems = new HashSet<>();

	private final List<Quantity> quantities;

	private Question(List<Token> tokens) {
		this.tokens = tokens;
		for (Token token : tokens) {
			if (token.kind() != Kind.NUMBER) {
				this.forms.add(token.form());
				this.stems.add(WordForm.stem(token.form()));
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
		return new Question(List.copyOf(Tokenizer.tokens(text)));
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

	List<Quantity> quantities() {
		return this.quantities;
	}

	@Override
	public String toString() {
		return "Question[tokens=%d]".formatted(this.tokens.size());
	}

}
