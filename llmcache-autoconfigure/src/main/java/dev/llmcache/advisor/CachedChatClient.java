package dev.llmcache.advisor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.policy.PolicySettings;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.DefaultChatClient.DefaultChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chat client with the cache in front of another one.
 * <p>
 * Delegates, since {@code mutate()} loses advisor parameters of a client that has no
 * advisors yet. A client that has the advisors already gets its name and policy only.
 */
public final class CachedChatClient implements ChatClient {

	private final ChatClient delegate;

	private final CacheAdvisors advisors;

	private final Map<String, Object> parameters;

	/**
	 * Puts a cache in front of a client.
	 * @param delegate the client
	 * @param advisors the cache
	 * @param name name of the client, by which its answers are kept apart from those of
	 * other clients
	 * @param policy name of the policy of its calls, unless a call names another
	 */
	public CachedChatClient(ChatClient delegate, CacheAdvisors advisors, String name, String policy) {
		this.delegate = delegate;
		this.advisors = advisors;
		this.parameters = Map.of(LlmCacheParams.CLIENT, name, LlmCacheParams.POLICY, policy,
				LlmCacheParams.OWN_ADVISORS, advisorsOf(delegate));
	}

	// By identity: an advisor that is equal may still be set up in another way
	private static Set<Advisor> advisorsOf(ChatClient client) {
		Set<Advisor> own = Collections.newSetFromMap(new IdentityHashMap<>());
		if (client.prompt() instanceof DefaultChatClientRequestSpec known) {
			own.addAll(known.getAdvisors());
		}
		return Collections.unmodifiableSet(own);
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
		ChatClientRequestSpec spec = this.delegate.prompt();
		return this.delegate.mutate().defaultAdvisors((advisors) -> {
			if (spec instanceof DefaultChatClientRequestSpec known) {
				advisors.params(known.getAdvisorParams());
			}
			addTo(advisors, spec);
		});
	}

	/**
	 * Advisors of the client itself that a hit skips.
	 * @param policy settings of the policy
	 * @return the names of their classes
	 */
	public List<String> advisorsSkippedOnHit(PolicySettings policy) {
		if (!(this.delegate.prompt() instanceof DefaultChatClientRequestSpec known)) {
			return List.of();
		}
		InnerAdvisors inner = InnerAdvisors.of(known.getAdvisors(), policy.placement());
		return inner.without(policy.advisorsOnHit()).names();
	}

	private ChatClientRequestSpec cached(ChatClientRequestSpec spec) {
		return CallerCapture.of(spec.advisors((advisors) -> addTo(advisors, spec)), this.advisors.identities());
	}

	private void addTo(AdvisorSpec advisors, ChatClientRequestSpec spec) {
		if (!hasCache(spec)) {
			advisors.advisors(this.advisors.all());
		}
		advisors.params(this.parameters);
	}

	private static boolean hasCache(ChatClientRequestSpec spec) {
		return CallerCapture.unwrap(spec) instanceof DefaultChatClientRequestSpec known
				&& known.getAdvisors().stream().anyMatch(LlmCacheAdvisor.class::isInstance);
	}

}
