package dev.llmcache.advisor;

import java.util.List;
import java.util.Set;

/**
 * Decides whether an answer may be passed on to other calls while it comes, before it is
 * known whether it may be stored.
 */
final class LiveSharing {

	private final List<AnswerRule> rules;

	/**
	 * Creates the decision.
	 * @param rules rules of the application about answers as a whole
	 */
	LiveSharing(List<AnswerRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Decides about a call.
	 * @param call the call
	 * @return false if there are tools, or anything that might keep its answer from being
	 * stored other than how the model ends it
	 */
	boolean allows(PlannedCall.Cached call) {
		Set<String> trusted = call.policy().trustedAdvisors();
		return this.rules.isEmpty() && call.policy().advisorsOnHit().isEmpty()
				&& ToolsReader.tools(call.request().prompt()).isEmpty()
				&& ExpectedOutput.of(call.request().context()) == ExpectedOutput.TEXT
				&& call.advisors().areProbed(trusted) && !call.advisors().haveUnknown(trusted)
				&& !call.advisors().haveForeign(LlmCacheParams.ownAdvisors(call.request().context()), trusted);
	}

}
