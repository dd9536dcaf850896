package dev.llmcache;

import java.util.Locale;

/**
 * Why an answer of the model was not stored.
 */
public enum StoreRejection {

	/** It says nothing. */
	EMPTY,

	/**
	 * The model was cut off, or stopped for a reason that is not known to mean
	 * completion.
	 */
	INCOMPLETE,

	/** The provider filtered its content. */
	FILTERED,

	/** The model refused to answer. */
	REFUSED,

	/** It asks for a tool to be called. */
	TOOL_CALL,

	/** The caller asked for JSON, and it is none or not what the schema says. */
	UNPARSEABLE,

	/** The response could not be read. */
	UNREADABLE,

	/** It is longer than the policy allows. */
	TOO_LONG,

	/** A rule of the application refused it. */
	RULE,

	/**
	 * Nothing is known of what happened inside: there is no probe next to the model, or
	 * an advisor is further in than the probe.
	 */
	NOT_PROBED,

	/**
	 * An advisor was given for this call, or the client has no name: how the advisor is
	 * set up cannot be seen in the call.
	 */
	FOREIGN_ADVISOR,

	/** The model was never asked: an advisor further in answered. */
	NO_MODEL_CALL,

	/** An advisor further in changed the prompt, by what cannot be seen in the call. */
	PROMPT_CHANGED_INSIDE,

	/** An advisor further in changed what the model said. */
	ANSWER_CHANGED_INSIDE,

	/** The model used a tool that the policy does not allow. */
	TOOL_USED,

	/**
	 * The tenant or user has left as many answers behind in the last minute as it may.
	 */
	RATE_LIMITED,

	/** Everyone would be served it, and its caller is not trusted with that. */
	UNTRUSTED,

	/** Everyone would be served it, and not enough users were given it yet. */
	UNCONFIRMED,

	/**
	 * It is not known whether what the answer depends on was invalidated while the model
	 * was asked.
	 */
	GENERATIONS_UNKNOWN;

	/**
	 * Form for logs, metrics and answers.
	 * @return the name in lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
