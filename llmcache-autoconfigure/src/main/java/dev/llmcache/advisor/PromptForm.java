package dev.llmcache.advisor;

import java.util.Arrays;

import dev.llmcache.key.CanonicalWriter;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * Canonical form of a whole prompt: messages, options and tools.
 */
final class PromptForm {

	private PromptForm() {
	}

	/**
	 * Whether two prompts say the same to a model.
	 * @param one a prompt
	 * @param other another
	 * @return false also when one of them cannot be read
	 */
	static boolean isSame(Prompt one, Prompt other) {
		try {
			return Arrays.equals(of(one), of(other));
		}
		catch (UnreadableCallException ex) {
			return false;
		}
	}

	private static byte[] of(Prompt prompt) {
		return new CanonicalWriter().bytes(MessagesReader.read(prompt.getInstructions()))
			.bytes(OptionsReader.read(prompt.getOptions()))
			.bytes(ToolsReader.read(prompt))
			.toByteArray();
	}

}
