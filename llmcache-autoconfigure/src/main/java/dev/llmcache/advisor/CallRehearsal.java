package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;

/**
 * Plans calls without making them: neither the model nor any advisor is asked.
 * <p>
 * So a call is planned as if its conversation were new and, for a policy that acts next
 * to the model, before retrieval. Thread-safe.
 */
final class CallRehearsal {

	private static final String PLANNED = LlmCacheParams.PREFIX + "planned";

	private final Map<String, CachePolicy> policies;

	private final Map<Placement, CallPlanner> planners;

	CallRehearsal(Map<String, CachePolicy> policies, Map<Placement, CallPlanner> planners) {
		this.policies = policies;
		this.planners = planners;
	}

	/**
	 * Plans a call.
	 * @param call the call, made by a client that goes through the cache and not sent yet
	 * @return the plan
	 */
	Rehearsed rehearse(ChatClientRequestSpec call) {
		ChatClientResponse response = call.advisors(new Rehearsing()).call().chatClientResponse();
		return (Rehearsed) Objects.requireNonNull(response.context().get(PLANNED));
	}

	private Rehearsed rehearse(ChatClientRequest request, CallAdvisorChain chain) {
		String policy = Objects.requireNonNullElse(LlmCacheParams.text(request.context(), LlmCacheParams.POLICY),
				PolicySettings.DEFAULT);
		return new Rehearsed(policy, planner(policy).rehearse(request, chain.getCallAdvisors()));
	}

	private CallPlanner planner(String policy) {
		CachePolicy known = this.policies.get(policy);
		Placement placement = (known != null) ? known.settings().placement() : Placement.ANSWER;
		return Objects.requireNonNull(this.planners.get(placement));
	}

	/**
	 * Call as it was planned.
	 *
	 * @param policy name of its policy
	 * @param call what the cache would do about it
	 */
	record Rehearsed(String policy, PlannedCall call) {

	}

	private final class Rehearsing implements CallAdvisor {

		@Override
		public String getName() {
			return "llmcache-rehearsal";
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
				.context(PLANNED, CallRehearsal.this.rehearse(request, chain))
				.build();
		}

	}

}
