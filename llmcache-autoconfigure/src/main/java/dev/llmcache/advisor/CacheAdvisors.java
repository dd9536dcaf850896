package dev.llmcache.advisor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.LlmCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Placement;

import org.springframework.ai.chat.client.advisor.api.Advisor;

/**
 * The advisors that together make a chat client go through the cache:
 * {@code builder.defaultAdvisors(cacheAdvisors.all())}.
 * <p>
 * Immutable and thread-safe; one set serves any number of clients.
 */
public final class CacheAdvisors {

	private final List<Advisor> all;

	private final IdentitySources identities;

	private CacheAdvisors(List<Advisor> all, IdentitySources identities) {
		this.all = List.copyOf(all);
		this.identities = identities;
	}

	/**
	 * Makes the advisors.
	 * @param cache the cache
	 * @param keyring makes the keys
	 * @param policies the policies by name, {@code default} among them
	 * @param settings what all calls have in common
	 * @param clock tells how long the model took
	 * @return one advisor for each placement that a policy has, and the probe
	 */
	public static CacheAdvisors of(LlmCache cache, Keyring keyring, Map<String, CachePolicy> policies,
			CallSettings settings, InstantSource clock) {
		List<Advisor> all = new ArrayList<>();
		all.add(new LlmCacheAdvisor(cache, keyring, policies, settings, Placement.ANSWER, clock));
		if (policies.values().stream().anyMatch(CacheAdvisors::isNextToTheModel)) {
			all.add(new LlmCacheAdvisor(cache, keyring, policies, settings, Placement.MODEL_CALL, clock));
		}
		all.add(new ModelProbe());
		return new CacheAdvisors(all, settings.identities());
	}

	public List<Advisor> all() {
		return this.all;
	}

	IdentitySources identities() {
		return this.identities;
	}

	private static boolean isNextToTheModel(CachePolicy policy) {
		return policy.settings().placement() == Placement.MODEL_CALL;
	}

}
