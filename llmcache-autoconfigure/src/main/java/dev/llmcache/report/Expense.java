package dev.llmcache.report;

import java.time.Duration;
import java.util.Locale;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;

/**
 * What the cache itself has cost, since the start of this instance.
 *
 * @param by what it was spent for
 * @param on what it was spent on
 * @param model name of the model, or {@code none} where there is none
 * @param calls how often
 * @param time how long it took
 * @param tokens tokens that were paid for
 * @param cost what they cost
 */
public record Expense(SavedBy by, On on, String model, long calls, Duration time, ModelTokens tokens, Cost cost) {

	/** Where there is no model. */
	public static final String NO_MODEL = "none";

	/**
	 * What can cost something.
	 */
	public enum On {

		/** Looking for answers. */
		LOOKUP,

		/** Embedding questions. */
		EMBEDDING,

		/** Asking the model for answers only to compare them with those served. */
		AUDIT,

		/** Asking the model again for what had grown old, while nobody waited. */
		REFRESH,

		/** Having the provider write beginnings of prompts to its cache. */
		CACHE_WRITE;

		/**
		 * Form for metrics.
		 * @return the name in lower case with hyphens
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
