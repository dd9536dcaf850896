package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.llmcache.CacheQuery;
import dev.llmcache.Explanation;
import dev.llmcache.Explanation.Finding;
import dev.llmcache.LlmCache;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;

/**
 * Explains what the cache would do about a call:
 * {@code explainer.explain(chatClient.prompt().user("When do you open?"))}.
 * <p>
 * Neither the model nor any advisor is asked, so the call is explained as if its
 * conversation were new and, for a policy that acts next to the model, before retrieval.
 * Nothing is stored or counted. Thread-safe.
 */
public final class CallExplainer {

	private static final String EXPLANATION = LlmCacheParams.PREFIX + "explanation";

	private final LlmCache cache;

	private final Keyring keyring;

	private final Map<String, CachePolicy> policies;

	private final Map<Placement, CallPlanner> planners;

	private final RecentEntries recent;

	CallExplainer(LlmCache cache, Keyring keyring, Map<String, CachePolicy> policies,
			Map<Placement, CallPlanner> planners, RecentEntries recent) {
		this.cache = cache;
		this.keyring = keyring;
		this.policies = policies;
		this.planners = planners;
		this.recent = recent;
	}

	/**
	 * Explains a call.
	 * @param call the call, made by a client that goes through the cache and not sent yet
	 * @return the explanation
	 */
	public Explanation explain(ChatClientRequestSpec call) {
		ChatClientResponse response = call.advisors(new Explainer()).call().chatClientResponse();
		return (Explanation) Objects.requireNonNull(response.context().get(EXPLANATION));
	}

	private Explanation explain(ChatClientRequest request, CallAdvisorChain chain) {
		String policy = Objects.requireNonNullElse(LlmCacheParams.text(request.context(), LlmCacheParams.POLICY),
				PolicySettings.DEFAULT);
		return switch (planner(policy).rehearse(request, chain.getCallAdvisors())) {
			case PlannedCall.Elsewhere elsewhere -> throw new IllegalStateException("Every placement has a planner");
			case PlannedCall.Bypassed bypassed ->
				new Explanation(policy, bypassed.reason().code(), null, Map.of(), List.of(), null);
			case PlannedCall.Cached call -> explain(policy, call);
		};
	}

	private Explanation explain(String policy, PlannedCall.Cached call) {
		List<CacheQuery> variants = VariantTurns.all(call.query(), call.plan().variants());
		List<List<Finding>> found = variants.stream()
			.map((variant) -> this.cache.explain(variant, call.plan()))
			.toList();
		int best = IntStream.range(0, found.size())
			.filter((variant) -> found.get(variant).stream().anyMatch(Finding::hit))
			.findFirst()
			.orElse(0);
		return new Explanation(policy, null, variants.get(best).key().entry().prefix(),
				this.keyring.digestsOf(call.scope()), found.get(best),
				this.recent.nearest(call.scope(), call.query().question()));
	}

	private CallPlanner planner(String policy) {
		CachePolicy known = this.policies.get(policy);
		Placement placement = (known != null) ? known.settings().placement() : Placement.ANSWER;
		return Objects.requireNonNull(this.planners.get(placement));
	}

	private final class Explainer implements CallAdvisor {

		@Override
		public String getName() {
			return "llmcache-explainer";
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
			return ChatClientResponse.builder()
				.chatResponse(new ChatResponse(List.of()))
				.context(request.context())
				.context(EXPLANATION, CallExplainer.this.explain(request, chain))
				.build();
		}

	}

}
