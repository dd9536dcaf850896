package dev.llmcache.actuate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.Explanation;
import dev.llmcache.Identity;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.ClientExplainer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint {@code llmcache}: what the cache is made of and, once its access is
 * {@code unrestricted}, what it would do about a call.
 * <p>
 * Shows no text of prompts or answers and no tenant or user.
 */
@Endpoint(id = "llmcache", defaultAccess = Access.READ_ONLY)
public class LlmCacheEndpoint {

	private static final String EXPLAIN = "explain";

	private final LlmCache cache;

	private final Collection<String> policies;

	private final ClientExplainer explainer;

	/**
	 * Creates the endpoint.
	 * @param cache the cache
	 * @param policies names of the policies
	 * @param explainer explains calls
	 */
	public LlmCacheEndpoint(LlmCache cache, Collection<String> policies, ClientExplainer explainer) {
		this.cache = cache;
		this.policies = policies;
		this.explainer = explainer;
	}

	/**
	 * Tells what the cache is made of.
	 * @return whether it is on, its layers and policies, and why answers were not stored
	 */
	@ReadOperation
	public Overview overview() {
		Map<String, Long> rejections = new TreeMap<>();
		this.cache.rejections().forEach((reason, count) -> rejections.put(reason.code(), count));
		return new Overview(this.cache.isEnabled(),
				this.cache.layers()
					.stream()
					.map((layer) -> new LayerStatus(layer.name(), this.cache.isEnabled(layer)))
					.toList(),
				this.policies.stream().sorted().toList(), rejections);
	}

	/**
	 * Explains what the cache would do about a question.
	 * @param operation {@code explain}; there is no other
	 * @param client name of a chat client's bean
	 * @param question the question
	 * @param policy name of a policy, or null for the client's own
	 * @param tenant tenant of the call, or null
	 * @param user user of the call, or null
	 * @return the explanation, or null when there is no such operation or client
	 */
	@WriteOperation
	public @Nullable Explanation explain(@Selector String operation, String client, String question,
			@Nullable String policy, @Nullable String tenant, @Nullable String user) {
		return EXPLAIN.equals(operation) ? this.explainer.explain(client, question, policy, new Identity(tenant, user))
				: null;
	}

	/**
	 * What the cache is made of.
	 *
	 * @param enabled whether it takes part in calls
	 * @param layers its layers
	 * @param policies names of its policies
	 * @param rejections answers that were not stored since the start, by reason
	 */
	public record Overview(boolean enabled, List<LayerStatus> layers, List<String> policies,
			Map<String, Long> rejections) {

	}

	/**
	 * A layer.
	 *
	 * @param name its name
	 * @param enabled whether it is switched on
	 */
	public record LayerStatus(String name, boolean enabled) {

	}

}
