package dev.llmcache;

import java.util.Locale;

/**
 * Why the cache stayed out of a call.
 */
public enum BypassReason {

	/** The cache is switched off. */
	DISABLED,

	/** The policy is switched off. */
	POLICY_OFF,

	/** The call asks for nothing to be looked up and nothing to be stored. */
	DIRECTIVE,

	/** The temperature is above the one up to which the policy caches. */
	TEMPERATURE,

	/** The call does not end with a question of the user. */
	NO_QUESTION,

	/** The policy needs a tenant and the call has none. */
	NO_TENANT,

	/** The policy needs a user and the call has none. */
	NO_USER,

	/** The question is longer than the policy allows. */
	QUESTION_TOO_LONG,

	/** The model is offered tools, whose effects a stored answer would not have. */
	TOOLS,

	/** Chat memory is further in, so that the cache does not see what was said before. */
	MEMORY_INSIDE,

	/** Neither the model nor the chat client has a name. */
	UNKNOWN_MODEL,

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
