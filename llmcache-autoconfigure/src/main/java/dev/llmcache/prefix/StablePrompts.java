package dev.llmcache.prefix;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stable prompts of an application by their ids.
 * <p>
 * Immutable and thread-safe.
 */
public final class StablePrompts {

	private final Map<String, StablePrompt> byId = new LinkedHashMap<>();

	/**
	 * Registers prompts.
	 * @param prompts the prompts
	 * @throws IllegalArgumentException if two have the same id
	 */
	public StablePrompts(Collection<StablePrompt> prompts) {
		for (StablePrompt prompt : prompts) {
			if (this.byId.put(prompt.id(), prompt) != null) {
				throw new IllegalArgumentException("Two stable prompts have the id '%s'".formatted(prompt.id()));
			}
		}
	}

	/**
	 * Finds a prompt.
	 * @param id its id
	 * @return the prompt
	 * @throws IllegalArgumentException if there is none
	 */
	public StablePrompt get(String id) {
		StablePrompt prompt = this.byId.get(id);
		if (prompt == null) {
			throw new IllegalArgumentException(
					"There is no stable prompt '%s', only %s".formatted(id, this.byId.keySet()));
		}
		return prompt;
	}

	public List<StablePrompt> all() {
		return List.copyOf(this.byId.values());
	}

}
