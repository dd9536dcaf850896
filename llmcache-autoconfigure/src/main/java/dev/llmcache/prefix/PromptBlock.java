package dev.llmcache.prefix;

/**
 * Part of a prompt as the provider reads it: a tool or a message.
 *
 * @param role what it is
 * @param name name of a tool; empty for messages
 * @param text what it says
 */
public record PromptBlock(Role role, String name, String text) {

	/**
	 * What a part of a prompt is.
	 */
	public enum Role {

		/** Definition of a tool. */
		TOOL,

		/** Message of the system. */
		SYSTEM,

		/** Message of the user. */
		USER,

		/** Message of the model. */
		ASSISTANT,

		/** Result of a tool. */
		RESULT

	}

	String rendered() {
		return "%s\u0001%s\u0002%s\u0003".formatted(this.role, this.name, this.text);
	}

	@Override
	public String toString() {
		return "PromptBlock[" + this.role + "]";
	}

}
