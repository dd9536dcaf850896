package dev.llmcache.advisor;

import java.util.Map;
import java.util.Set;

import dev.llmcache.Explanation;
import dev.llmcache.Identity;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Explains what the cache would do about questions to the application's chat clients.
 */
public final class ClientExplainer {

	private final CallExplainer explainer;

	private final Map<String, ChatClient> clients;

	/**
	 * Creates an explainer.
	 * @param advisors the cache's advisors
	 * @param clients the chat clients by name
	 */
	public ClientExplainer(CacheAdvisors advisors, Map<String, ChatClient> clients) {
		this.explainer = advisors.explainer();
		this.clients = Map.copyOf(clients);
	}

	/**
	 * Explains a question.
	 * @param client name of a client
	 * @param question the question, taken as it is and not for a template
	 * @param policy name of a policy, or null for the client's own
	 * @param identity who asks
	 * @return the explanation, or null when there is no such client
	 */
	public @Nullable Explanation explain(String client, String question, @Nullable String policy, Identity identity) {
		ChatClient known = this.clients.get(client);
		if (known == null) {
			return null;
		}
		return this.explainer.explain(new ClientQuestion(client, question, policy, identity, Set.of(), null).to(known));
	}

}
