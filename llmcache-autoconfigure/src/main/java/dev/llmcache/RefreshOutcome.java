package dev.llmcache;

import java.util.Locale;

/**
 * What became of a refresh that was due.
 */
public enum RefreshOutcome {

	/** The model was asked, and its answer is stored in place of the old one. */
	STORED,

	/** The model failed, or its answer may not be stored: the old one stays. */
	NOT_STORED,

	/** Another instance was faster. */
	DONE_ELSEWHERE,

	/** There are too many at the moment. */
	LIMITED;

	/**
	 * Form for metrics.
	 * @return the name in lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
