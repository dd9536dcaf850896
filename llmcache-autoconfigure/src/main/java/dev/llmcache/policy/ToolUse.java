package dev.llmcache.policy;

/**
 * Which calls that offer tools to the model are cached.
 */
public enum ToolUse {

	/** None. */
	NEVER,

	/** Those in which the model used no tool. */
	WHEN_UNUSED,

	/** Those in which the model used only tools that are declared idempotent. */
	DECLARED

}
