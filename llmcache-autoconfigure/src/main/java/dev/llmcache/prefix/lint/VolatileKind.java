package dev.llmcache.prefix.lint;

import java.util.Locale;

/**
 * What kind of text, or of order, changes from call to call.
 */
public enum VolatileKind {

	/** A place that a template fills. */
	PLACEHOLDER,

	/** The present date or time. */
	DATE,

	/** A UUID. */
	UUID,

	/** An id, token or hash of a request, a session or a record. */
	IDENTIFIER,

	/** Time as a number, or a long run of digits. */
	NUMBER,

	/** Somebody's e-mail address. */
	EMAIL,

	/** Somebody's telephone number. */
	PHONE,

	/** An address of the Internet. */
	ADDRESS,

	/** Who is spoken to, or what is known of him. */
	NAME,

	/** A count, a seed or a state that moves on. */
	STATE,

	/** The same tools in another order. */
	TOOL_ORDER,

	/** The same schema of a tool in another order. */
	TOOL_SCHEMA,

	/** Text of no kind that is known. */
	OTHER;

	/**
	 * The kind as it is written in logs and reports.
	 * @return lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
