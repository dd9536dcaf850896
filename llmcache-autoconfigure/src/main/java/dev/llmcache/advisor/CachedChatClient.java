package dev.llmcache.advisor;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.DefaultChatClient.DefaultChatClientRequestSpec;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chat client with the cache in front of another one.
 * <p>
 * Delegates, since {@code mutate()} loses advisor parameters of a client that has no
 * advisors yet. A client that has the advisor already gets the policy only.
 */
public final class CachedChatClient implements ChatClient {

	private final ChatClient delegate;

	private final LlmCacheAdvisor advisor;

	private final String policy;

	/**
	 * Puts a cache in front of a client.
	 * @param delegate the client
	 * @param advisor the cache
	 * @param policy name of the policy of its calls, unless a call names another
	 */
	public CachedChatClient(ChatClient delegate, LlmCacheAdvisor advisor, String policy) {
		this.delegate = delegate;
		this.advisor = advisor;
		this.policy = policy;
	}

	@Override
	public ChatClientRequestSpec prompt() {
		return cached(this.delegate.prompt());
	}

	@Override
	public ChatClientRequestSpec prompt(String content) {
		return cached(this.delegate.prompt(content));
	}

	@Override
	public ChatClientRequestSpec prompt(Prompt prompt) {
		return cached(this.delegate.prompt(prompt));
	}

	@Override
	public Builder mutate() {
		Builder builder = this.delegate.mutate();
		return hasAdvisor(this.delegate.prompt()) ? builder.defaultAdvisors(LlmCacheParams.policy(this.policy))
				: builder.defaultAdvisors(this::addAdvisor);
	}

	private ChatClientRequestSpec cached(ChatClientRequestSpec spec) {
		return hasAdvisor(spec) ? spec.advisors(LlmCacheParams.policy(this.policy)) : spec.advisors(this::addAdvisor);
	}

	private void addAdvisor(AdvisorSpec spec) {
		spec.advisors(this.advisor).param(LlmCacheParams.POLICY, this.policy);
	}

	private static boolean hasAdvisor(ChatClientRequestSpec spec) {
		return spec instanceof DefaultChatClientRequestSpec known
				&& known.getAdvisors().stream().anyMatch(LlmCacheAdvisor.class::isInstance);
	}

}
