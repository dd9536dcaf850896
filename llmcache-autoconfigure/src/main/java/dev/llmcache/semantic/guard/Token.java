package dev.llmcache.semantic.guard;

/**
 * Word, number or code of a question.
 *
 * @param kind what it is
 * @param text how it was written
 * @param form what to compare: a word in lower case and without possessive, a number's
 * canonical value, a code in lower case
 * @param stem what is left of a word's form without its endings, else the form
 * @param base stem of the adjective that a word is a degree of, or of the verb that it is
 * an irregular form of, else the stem
 * @param content whether it is a word that says something by itself
 * @param unit unit that was written onto a number, otherwise empty
 * @param sentenceStart whether it opens a sentence, where a capital means nothing
 */
public record Token(Kind kind, String text, String form, String stem, String base, boolean content, String unit,
		boolean sentenceStart) {

	static Token word(String text, boolean sentenceStart) {
		String form = WordForm.of(text);
		String stem = WordForm.stem(form);
		return new Token(Kind.WORD, text, form, stem, Antonyms.base(form, stem),
				!Vocabulary.FUNCTION_WORDS.contains(form), "", sentenceStart);
	}

	static Token code(String text, boolean sentenceStart) {
		String form = CodeForm.of(text);
		return new Token(Kind.CODE, text, form, form, form, false, "", sentenceStart);
	}

	static Token number(String text, String value, String unit, boolean sentenceStart) {
		return new Token(Kind.NUMBER, text, value, value, value, false, unit, sentenceStart);
	}

	/**
	 * Kind of a token.
	 */
	public enum Kind {

		/** Letters of any script. */
		WORD,

		/** Digits, with what belongs to them. */
		NUMBER,

		/** What a person copies and does not rephrase: ids, paths, operators. */
		CODE

	}

	@Override
	public String toString() {
		return "Token[]";
	}

}
