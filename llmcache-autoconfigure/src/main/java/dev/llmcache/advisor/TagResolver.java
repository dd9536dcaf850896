package dev.llmcache.advisor;

import java.util.Set;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Tells what the answer to a call can be invalidated by, beside the tags of its policy
 * and of the call itself. Beans of this type are found by themselves.
 */
@FunctionalInterface
public interface TagResolver {

	/**
	 * Finds the tags of a call.
	 * @param request the call, not to be changed
	 * @return the tags; if it throws, the call by-passes the cache
	 */
	Set<String> tagsOf(ChatClientRequest request);

}
