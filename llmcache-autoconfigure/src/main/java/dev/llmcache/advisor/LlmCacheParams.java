package dev.llmcache.advisor;

import java.util.function.Consumer;

import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;

/**
 * Advisor parameters by which one call speaks to the cache:
 * {@code chatClient.prompt().advisors(LlmCacheParams.tenant("acme"))}.
 */
public final class LlmCacheParams {

	static final String PREFIX = "llmcache.";

	static final String POLICY = PREFIX + "policy";

	static final String TENANT = PREFIX + "tenant";

	private LlmCacheParams() {
	}

	/**
	 * Names the tenant whose call it is.
	 * @param id the application's name of the tenant
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> tenant(String id) {
		return (spec) -> spec.param(TENANT, id);
	}

	/**
	 * Chooses the policy of the call.
	 * @param name a name under {@code llmcache.policies}, or {@code default}
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> policy(String name) {
		return (spec) -> spec.param(POLICY, name);
	}

}
