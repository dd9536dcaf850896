package dev.llmcache.advisor;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheQuery;
import dev.llmcache.CacheScope;
import dev.llmcache.Decision.Plan;
import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.policy.PolicySettings;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * What the cache is going to do about a call.
 */
sealed interface PlannedCall {

	/**
	 * It takes part.
	 *
	 * @param request the call as the policy will have it made
	 * @param scope everything but the question that may change its answer
	 * @param query where its answer is
	 * @param plan how far it takes part
	 * @param policy settings of its policy
	 * @param advisors what a hit skips
	 * @param writer who makes the call, and whether the answer may be stored for that
	 */
	record Cached(ChatClientRequest request, CacheScope scope, CacheQuery query, Plan plan, PolicySettings policy,
			InnerAdvisors advisors, Writer writer) implements PlannedCall {

		Cached with(CacheQuery other) {
			return new Cached(this.request, this.scope, other, this.plan, this.policy, this.advisors, this.writer);
		}

	}

	/**
	 * It stays out.
	 *
	 * @param reason why
	 * @param owner whose question is asked all the same
	 */
	record Bypassed(BypassReason reason, QuestionOwner owner) implements PlannedCall {

		Bypassed(BypassReason reason) {
			this(reason, QuestionOwner.NOBODY);
		}

	}

	/**
	 * It takes part at its other place in the chain.
	 *
	 * @param owner whose question is asked
	 */
	record Elsewhere(QuestionOwner owner) implements PlannedCall {

	}

}
