package dev.llmcache;

import java.util.Locale;

/**
 * Why the cache stayed out of a call.
 */
public enum BypassReason {

	/** The cache is switched off. */
	DISABLED,

	/** The call does not end with a question of the user. */
	NO_QUESTION,

	/** The policy needs a tenant and the call has none. */
	NO_TENANT,

	/** The question is longer than the policy allows. */
	QUESTION_TOO_LONG,

	/** The model is offered tools, whose effects a stored answer would not have. */
	TOOLS,

	/** The call has a parameter or an option whose value cannot be compared. */
	UNREADABLE,

	/** The call names a policy that does not exist. */
	UNKNOWN_POLICY,

	/** Reading the call failed. */
	ERROR;

	/**
	 * Form for logs, metrics and answers.
	 * @return the name in lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
