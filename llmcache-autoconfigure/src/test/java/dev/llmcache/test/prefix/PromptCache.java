package dev.llmcache.test.prefix;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Prompt cache of a server.
 */
@FunctionalInterface
public interface PromptCache {

	/**
	 * Looks a prompt up and remembers it.
	 * @param tokens its tokens
	 * @param request the request
	 * @return how many of them, from the first on, were remembered
	 */
	int cached(List<String> tokens, JsonNode request);

}
