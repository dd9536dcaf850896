package dev.llmcache.conformance;

import java.util.Locale;

/**
 * What the two questions of a pair differ in.
 */
public enum Category {

	/** Another number. */
	NUMBERS,

	/** The same number of something else. */
	UNITS,

	/** Another day, time of day or year. */
	DATES,

	/** One is negated. */
	NEGATION,

	/** A word and its opposite. */
	ANTONYMS,

	/** Another person, place, product or thing. */
	ENTITIES,

	/** Another order number, error code, address or identifier. */
	IDS,

	/** From one to the other, or back; before and after; in and out. */
	DIRECTION,

	/** More and less, the most and the least. */
	COMPARATIVES,

	/** Who does what to whom. */
	ROLE_SWAPS,

	/** The same about or through another medium, format or channel. */
	MEDIA,

	/**
	 * Nothing that can be seen: what they mean is in the turns before, or they are empty.
	 */
	ANAPHORIC,

	/** Only words: the answer is the same. */
	PARAPHRASES;

	/**
	 * Whether both questions have the same answer.
	 * @return true for paraphrases only
	 */
	public boolean isSameAnswer() {
		return this == PARAPHRASES;
	}

	/**
	 * The category's name in reports, and of its file.
	 * @return lower case, with hyphens
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
